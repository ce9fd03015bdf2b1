const GETPPID = { program: "getppid", calls: 1_000_000 };
const WRITE = { program: "write", calls: 1_000_000 };
const OPENAT = { program: "openat", calls: 1_000_000 };
const PRINT = "probe end { foreach (k in a-) println(a[k]) }";

/** What people put into a handler, at each call of a hot system call. @type {readonly import("../contracts.js").Case[]} */
export const handlers = [
  {
    name: "count",
    title: "calls counted",
    figure: "added cost",
    workload: GETPPID,
    tapset: ["-e", "global n probe syscall.getppid { n++ } probe end { println(n) }"],
    bpftrace: ["-e", "tracepoint:syscalls:sys_enter_getppid { @n = count(); }"],
    c: ["count"],
    goals: { cost: { bpftrace: 0.6, c: 1.25 } },
  },
  {
    name: "count-by-pid",
    title: "calls counted by process id",
    figure: "added cost",
    workload: GETPPID,
    tapset: ["-e", `global a probe syscall.getppid { a[pid()]++ } ${PRINT}`],
    bpftrace: ["-e", "tracepoint:syscalls:sys_enter_getppid { @a[pid] = count(); }"],
    c: ["count-by-pid"],
    goals: { cost: { bpftrace: 0.6, c: 1.25 } },
  },
  {
    name: "count-by-name",
    title: "calls counted by the process's name",
    figure: "added cost",
    workload: GETPPID,
    tapset: ["-e", `global a probe syscall.getppid { a[execname()]++ } ${PRINT}`],
    bpftrace: ["-e", "tracepoint:syscalls:sys_enter_getppid { @a[comm] = count(); }"],
    c: ["count-by-name"],
    goals: { cost: { bpftrace: 0.6, c: 1.25 } },
  },
  {
    name: "two-keys",
    title: "calls counted by process id and processor",
    figure: "added cost",
    workload: GETPPID,
    tapset: ["-e", "global a probe syscall.getppid { a[pid(), cpu()]++ } probe end { foreach ([p, c] in a-) println(a[p, c]) }"],
    bpftrace: ["-e", "tracepoint:syscalls:sys_enter_getppid { @a[pid, cpu] = count(); }"],
    c: ["two-keys"],
    goals: { cost: { bpftrace: 0.6, c: 1.25 } },
  },
  {
    name: "latency",
    title: "how long calls take, as a histogram",
    figure: "added cost",
    workload: GETPPID,
    tapset: [
      "-e",
      "global t, s probe syscall.getppid { t[tid()] = gettimeofday_ns() } " +
        "probe syscall.getppid.return { if (tid() in t) { s <<< gettimeofday_ns() - t[tid()] delete t[tid()] } } probe end { print(@hist_log(s)) }",
    ],
    bpftrace: [
      "-e",
      "tracepoint:syscalls:sys_enter_getppid { @t[tid] = nsecs; } " +
        "tracepoint:syscalls:sys_exit_getppid /@t[tid]/ { @s = hist(nsecs - @t[tid]); delete(@t[tid]); }",
    ],
    c: ["latency"],
    goals: { cost: { bpftrace: 0.6, c: 1.5 } },
  },
  {
    name: "filter-by-pid",
    title: "calls of another process, sorted out",
    figure: "added cost",
    workload: GETPPID,
    tapset: ["-e", "global n probe syscall.getppid { if (pid() == 1) n++ } probe end { println(n) }"],
    bpftrace: ["-e", "tracepoint:syscalls:sys_enter_getppid /pid == 1/ { @n = count(); }"],
    c: ["filter-by-pid"],
    goals: { cost: { bpftrace: 0.6, c: 1.25 } },
  },
  {
    name: "compare-name",
    title: "the process's name compared, calls counted",
    figure: "added cost",
    workload: GETPPID,
    tapset: ["-e", 'global n probe syscall.getppid { if (execname() == "bench-getppid") n++ } probe end { println(n) }'],
    bpftrace: ["-e", 'tracepoint:syscalls:sys_enter_getppid /comm == "bench-getppid"/ { @n = count(); }'],
    c: ["compare-name"],
    goals: { cost: { bpftrace: 0.6, c: 1.25 } },
  },
  {
    name: "sum",
    title: "bytes written, summed up",
    figure: "added cost",
    workload: WRITE,
    tapset: ["-e", "global n probe syscall.write { n += count } probe end { println(n) }"],
    bpftrace: ["-e", "tracepoint:syscalls:sys_enter_write { @n = sum(args->count); }"],
    c: ["sum"],
    goals: { cost: { bpftrace: 0.6, c: 1.25 } },
  },
  {
    name: "filenames",
    title: "opens counted by file name",
    figure: "added cost",
    workload: OPENAT,
    tapset: ["-e", `global a probe syscall.openat { a[filename]++ } ${PRINT}`],
    bpftrace: ["-e", "tracepoint:syscalls:sys_enter_openat { @a[str(args->filename)] = count(); }"],
    c: ["filenames"],
    goals: { cost: { bpftrace: 0.8, c: 1.5 } },
  },
];
