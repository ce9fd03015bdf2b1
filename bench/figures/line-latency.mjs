import { runCommand } from "../run-command.mjs";
import { units } from "../units.mjs";

/** Hands the tracer's output to the reader, whose path comes first. */
const PIPE = 'reader=$1; shift; "$@" | "$reader"';
const NS_PER_US = 1000;

/**
 * From an event to the arrival of its line at the reader of a pipe. The event's time is an argument of the call, written there by the
 * workload, so all tracers have it of the same clock; there are some hundred events a second.
 *
 * @type {import("../contracts.js").Figure}
 */
export const lineLatency = {
  parts: { median: units.us, p99: units.us },
  measure: async ({ line, spec, workload, program, folder }) => {
    const traced = line([...spec, "-c", workload().join(" ")]);
    const { stderr } = await runCommand(["sh", "-c", PIPE, "sh", program("read-lines"), ...traced], folder);
    const [, lines, median, p99] = /lines (\d+) median (\d+) ns p99 (\d+) ns/.exec(stderr) ?? [];
    const calls = Number(workload()[1]);
    if (Number(lines) !== calls) throw new Error(`${lines ?? 0} lines of ${calls} calls`);
    return { median: Number(median) / NS_PER_US, p99: Number(p99) / NS_PER_US };
  },
};
