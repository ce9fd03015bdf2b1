const hello = {
  tapset: ["-e", 'probe begin { println("hello") exit() }'],
  bpftrace: ["-e", 'BEGIN { printf("hello\\n"); exit(); }'],
};
const oneEvent = {
  tapset: ["-e", 'global n probe kernel.trace("sched_switch") { n++ } probe end { println(n) }', "-c", "/bin/true"],
  bpftrace: ["-e", "tracepoint:sched:sched_switch { @n++; }", "-c", "/bin/true"],
  c: ["count-events", "-c", "/bin/true", "sched_switch"],
};

/** @type {readonly import("../contracts.js").Case[]} */
export const startUp = [
  {
    name: "hello",
    title: "hello, world: start, print, end",
    figure: "wall",
    ...hello,
    goals: { time: { bpftrace: 0.5 } },
  },
  {
    name: "hello-cold",
    title: "hello, world, no file in memory",
    figure: "cold start",
    ...hello,
    goals: { time: { bpftrace: 0.7 } },
  },
  {
    name: "one-event",
    title: "one trace event counted: start, attach, run true, print, end",
    figure: "wall",
    ...oneEvent,
    goals: { time: { bpftrace: 0.5 } },
  },
  {
    name: "one-event-cold",
    title: "one trace event counted, no file in memory",
    figure: "cold start",
    ...oneEvent,
    goals: { time: { bpftrace: 0.7 } },
  },
  {
    name: "memory",
    title: "peak memory of one trace event counted",
    figure: "peak memory",
    ...oneEvent,
    goals: { peak: { bpftrace: 1 } },
  },
];
