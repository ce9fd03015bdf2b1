// What is measured: how one round of a case gives one value for a tracer, and how that value is printed.
import { existsSync } from "node:fs";
import { runCommand } from "./run-command.mjs";

const milliseconds = (value) => `${value.toFixed(0)} ms`;
const nanoseconds = (value) => `${value.toFixed(1)} ns`;
const megabytes = (value) => `${(value / 1e6).toFixed(1)} MB`;

/** Nanoseconds of processor time of one call, as a workload says on stderr: the `mean`, or the `median` of its batches. */
function nsPerCall({ stderr }, which) {
  const found = new RegExp(`${which} ([\\d.]+) ns per call`).exec(stderr);
  if (found === null) throw new Error("the workload hasn't said how long its calls took");
  return Number(found[1]);
}

/** Complete lines that begin with `prefix`. */
function countLines(output, prefix) {
  let count = 0;
  for (let at = 0, end; (end = output.indexOf(10, at)) >= 0; at = end + 1) {
    if (output.subarray(at, at + prefix.length).equals(prefix)) count += 1;
  }
  return count;
}

/**
 * The figures by name. `measure(commandLine, round)` makes one sample: `{ value, delivered? }`. `round` has the `folder`
 * for output and, for the cost of a call, `baseline()`: the workload without any tracer, right before.
 */
export const figures = {
  /** From the command line to the prompt. */
  wall: {
    unit: "ms",
    format: milliseconds,
    measure: async (line, { folder }) => ({ value: (await runCommand(line, folder)).wallMs }),
  },
  /** Most memory in use at one time. */
  peak: {
    unit: "bytes",
    format: megabytes,
    obstacle: () => (existsSync("/usr/bin/time") ? undefined : "needs /usr/bin/time (GNU time)"),
    measure: async (line, { folder }) => ({ value: (await runCommand(line, folder, { withPeak: true })).peakBytes }),
  },
  /** How much more processor time each call of the workload takes than without a tracer. */
  "added cost": {
    unit: "ns per call",
    format: nanoseconds,
    measure: async (line, { folder, baseline }) => {
      const before = await baseline();
      return { value: nsPerCall(await runCommand(line, folder), "median") - nsPerCall(before, "median") };
    },
  },
  /** The same where each call prints a line: the mean, since now and then one has to wake the tracer. Also the lines that came out. */
  "added cost, lines": {
    unit: "ns per call",
    format: nanoseconds,
    measure: async (line, { folder, baseline, linePrefix }) => {
      const before = await baseline();
      const run = await runCommand(line, folder);
      return { value: nsPerCall(run, "mean") - nsPerCall(before, "mean"), delivered: countLines(run.stdout, linePrefix) };
    },
  },
};
