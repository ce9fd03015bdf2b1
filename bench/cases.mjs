// What is compared, a row each: the same work in both languages, the figure, and the ratio (ours to the peer's) or the
// value we hold ourselves to. `{calls}` in a workload's row is how many calls it makes.

const COUNT_BY_NAME = 'global n probe syscall.* { n[name]++ } probe end { foreach (k in n-) printf("%s %d\\n", k, n[k]) }';

export const cases = [
  {
    name: "hello",
    title: "hello, world: start, print, end",
    figure: "wall",
    tapset: ["-e", 'probe begin { println("hello") exit() }'],
    bpftrace: ["-e", 'BEGIN { printf("hello\\n"); exit(); }'],
    goal: { ratio: 0.5 },
  },
  {
    name: "one-event",
    title: "one trace event counted: start, attach, run true, print, end",
    figure: "wall",
    tapset: ["-e", 'global n probe kernel.trace("sched_switch") { n++ } probe end { println(n) }', "-c", "/bin/true"],
    bpftrace: ["-e", "tracepoint:sched:sched_switch { @n++; }", "-c", "/bin/true"],
    goal: { ratio: 0.5 },
  },
  {
    name: "all-syscalls",
    title: "every system call counted by name: start, attach, run true, print, end",
    figure: "wall",
    tapset: ["-e", COUNT_BY_NAME, "-c", "/bin/true"],
    bpftrace: ["-e", "tracepoint:syscalls:sys_enter_* { @[probe] = count(); }", "-c", "/bin/true"],
    // Half a minute each: it attaches hundreds of perf events and takes them back one after the other.
    peerRounds: 1,
    goal: { value: 1000 },
  },
  {
    name: "scalar",
    title: "n++ at each call of a hot system call",
    figure: "added cost",
    workload: { program: "getppid", calls: 3_000_000 },
    tapset: ["-e", "global n probe syscall.getppid { n++ } probe end { println(n) }"],
    bpftrace: ["-e", "tracepoint:syscalls:sys_enter_getppid { @n++; }"],
    goal: { ratio: 0.6 },
  },
  {
    name: "array",
    title: "a[pid()]++ at each call of a hot system call",
    figure: "added cost",
    workload: { program: "getppid", calls: 3_000_000 },
    tapset: ["-e", "global a probe syscall.getppid { a[pid()]++ } probe end { foreach (p in a-) printf(\"%d %d\\n\", p, a[p]) }"],
    bpftrace: ["-e", "tracepoint:syscalls:sys_enter_getppid { @a[pid]++; }"],
    goal: { ratio: 0.6 },
  },
  {
    name: "printf",
    title: "three values printed at each of a million calls",
    figure: "added cost, lines",
    workload: { program: "getppid", calls: 1_000_000 },
    tapset: ["-e", 'probe syscall.getppid { printf("%s %d %d\\n", execname(), pid(), gettimeofday_ns()) }'],
    bpftrace: ["-e", 'tracepoint:syscalls:sys_enter_getppid { printf("%s %d %d\\n", comm, pid, nsecs); }'],
    goal: { ratio: 1, delivered: 1_000_000 },
  },
  {
    name: "memory",
    title: "peak memory of the one-event line",
    figure: "peak",
    tapset: ["-e", 'global n probe kernel.trace("sched_switch") { n++ } probe end { println(n) }', "-c", "/bin/true"],
    bpftrace: ["-e", "tracepoint:sched:sched_switch { @n++; }", "-c", "/bin/true"],
    goal: { ratio: 1 },
  },
];
