/** @type {readonly import("../contracts.js").Case[]} */
export const output = [
  {
    name: "printf",
    title: "three values printed at each of a million calls",
    figure: "flood",
    workload: { program: "getppid", calls: 1_000_000 },
    tapset: ["-e", 'probe syscall.getppid { printf("%s %d %d\\n", execname(), pid(), gettimeofday_ns()) }'],
    bpftrace: ["-e", 'tracepoint:syscalls:sys_enter_getppid { printf("%s %d %d\\n", comm, pid, nsecs); }'],
    c: ["print"],
    mostRounds: { bpftrace: 3 },
    goals: { cost: { bpftrace: 0.5, c: 1 }, lost: { value: 0 }, unsaid: { value: 0 } },
  },
  {
    name: "line-latency",
    title: "from an event to the arrival of its line, some hundred a second",
    figure: "line latency",
    workload: { program: "lseek", calls: 500 },
    tapset: ["-e", 'probe syscall.lseek { if (whence == 77) printf("%d\\n", offset) }'],
    bpftrace: ["-e", 'tracepoint:syscalls:sys_enter_lseek /args->whence == 77/ { printf("%ld\\n", args->offset); }'],
    c: ["print-argument"],
    goals: { median: { bpftrace: 2 }, p99: { bpftrace: 2 } },
  },
];
