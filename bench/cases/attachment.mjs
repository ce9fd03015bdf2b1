import { traceEvents } from "../tracefs.mjs";

const MANY = 100;
const COUNT_BY_NAME = 'global n probe syscall.* { n[name]++ } probe end { foreach (k in n-) printf("%s %d\\n", k, n[k]) }';

/** @type {readonly import("../contracts.js").Case[]} */
export const attachment = [
  {
    name: "attach-1",
    title: "one trace event counted",
    figure: "attachment",
    tapset: ["-e", 'global n probe kernel.trace("sched:sched_switch") { n++ } probe end { println(n) }'],
    bpftrace: ["-e", "tracepoint:sched:sched_switch { @n = count(); }"],
    c: ["count-events", "sched_switch"],
    goals: { armed: { bpftrace: 0.6 }, ending: { bpftrace: 0.6 } },
  },
  {
    name: "attach-100",
    title: `${MANY} trace events counted`,
    figure: "attachment",
    tapset: () => {
      const points = traceEvents(MANY).map(([subsystem, name]) => `kernel.trace("${subsystem}:${name}")`);
      return ["-e", `global n probe ${points.join(", ")} { n++ } probe end { println(n) }`];
    },
    bpftrace: () => ["-e", `${traceEvents(MANY).map(([subsystem, name]) => `tracepoint:${subsystem}:${name}`).join(", ")} { @n = count(); }`],
    c: () => ["count-events", ...traceEvents(MANY).map(([, name]) => name)],
    // It takes perf events back one after the other.
    mostRounds: { bpftrace: 2 },
    goals: { armed: { bpftrace: 0.6 }, ending: { bpftrace: 0.1 } },
  },
  {
    name: "attach-syscalls",
    title: "every system call counted by name",
    figure: "attachment",
    tapset: ["-e", COUNT_BY_NAME],
    bpftrace: ["-e", "tracepoint:syscalls:sys_enter_* { @[probe] = count(); }"],
    c: ["count-syscalls"],
    // The same, hundreds of times: half a minute.
    mostRounds: { bpftrace: 1 },
    goals: { armed: { value: 1000, bpftrace: 0.1 }, ending: { value: 1000, bpftrace: 0.1 } },
  },
  {
    name: "attach-calls-printed",
    title: "every system call to be printed with its arguments",
    figure: "attachment",
    // Of no process, so that what is printed takes no time.
    tapset: ["-e", 'probe syscall.* { if (pid() == -1) printf("%s(%s)\\n", name, argstr) }'],
    goals: { armed: { value: 500 }, ending: { value: 500 } },
  },
  {
    name: "attach-all",
    title: "every trace event there is, counted",
    figure: "attachment",
    tapset: ["-e", 'global n probe kernel.trace("*:*") { n++ } probe end { println(n) }'],
    // bpftrace would take minutes for it.
    c: () => ["count-events", ...traceEvents(Infinity).map(([, name]) => name)],
    goals: { armed: { value: 3000 }, ending: { value: 1000 } },
  },
];
