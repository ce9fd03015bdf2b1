import { kprobeObstacle } from "../kprobes.mjs";

/** What each getppid call calls. */
const CALLED = "__task_pid_nr_ns";
const MANY = ["tcp_*", "sock_*", "inet_*", "ip_*", "skb_*", "security_*"];

/**
 * The number of calls of functions: attaching and detaching alone.
 *
 * @param {string} name
 * @param {string} title
 * @param {readonly string[]} functions
 * @returns {import("../contracts.js").Case}
 */
const counted = (name, title, functions) => ({
  name,
  title,
  figure: "attaching",
  obstacle: kprobeObstacle,
  tapset: ["-e", `global n probe ${functions.map((each) => `kernel.function("${each}")`).join(", ")} { n++ } probe end { println(n) }`],
  bpftrace: ["-e", `${functions.map((each) => `kprobe:${each}`).join(", ")} { @n = count(); }`],
  // Where the kernel attaches to each by itself, it takes them back one after the other.
  ...(functions.length > 1 && { mostRounds: { bpftrace: 1 } }),
  goals: { attaching: { bpftrace: 0.5 }, detaching: { bpftrace: 0.5 } },
});

/** @type {readonly import("../contracts.js").Case[]} */
export const functions = [
  counted("function", "one function's calls counted", ["vfs_read"]),
  counted("functions-vfs", "the calls of all of vfs_* counted", ["vfs_*"]),
  counted("functions-1000", "the calls of a thousand functions counted", MANY),
  {
    name: "function-cost",
    title: "calls of a function, counted",
    figure: "added cost",
    obstacle: kprobeObstacle,
    workload: { program: "getppid", calls: 1_000_000 },
    tapset: ["-e", `global n probe kernel.function("${CALLED}") { n++ } probe end { println(n) }`],
    bpftrace: ["-e", `kprobe:${CALLED} { @n = count(); }`],
    goals: { cost: { bpftrace: 0.6 } },
  },
  {
    name: "function-return-cost",
    title: "returns of a function, their results added up",
    figure: "added cost",
    obstacle: kprobeObstacle,
    workload: { program: "getppid", calls: 1_000_000 },
    tapset: ["-e", `global n probe kernel.function("${CALLED}").return { n += $return } probe end { println(n) }`],
    bpftrace: ["-e", `kretprobe:${CALLED} { @n = sum(retval); }`],
    goals: { cost: { bpftrace: 0.6 } },
  },
];
