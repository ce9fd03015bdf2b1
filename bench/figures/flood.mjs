import { basename } from "node:path";
import { runCommand } from "../run-command.mjs";
import { units } from "../units.mjs";
import { nsPerCall } from "./ns-per-call.mjs";

/**
 * A line for each call, as fast as calls come: the added cost of one (a mean, since now and then one has to wake the tracer), the
 * share of lines that didn't come out, and the share that neither came out nor was said to be lost.
 *
 * @type {import("../contracts.js").Figure}
 */
export const flood = {
  parts: { cost: units.ns, lost: units.percent, unsaid: units.percent },
  measure: async ({ line, spec, workload, saidLost, folder }) => {
    const [path = "", calls] = workload();
    const prefix = `${basename(path)} `;
    const before = await runCommand(workload(), folder);
    const traced = await runCommand(line([...spec, "-c", workload().join(" ")]), folder);
    const made = Number(calls);
    const delivered = countLines(traced.stdout, Buffer.from(prefix));
    const said = saidLost(traced.stderr) || saidLost(withoutLines(traced.stdout, prefix));
    return {
      cost: nsPerCall(traced, "mean") - nsPerCall(before, "mean"),
      lost: share(made - delivered, made),
      unsaid: share(made - delivered - said, made),
    };
  },
};

/** @param {number} part @param {number} whole */
function share(part, whole) {
  return (100 * Math.max(0, part)) / whole;
}

/**
 * Complete lines that begin with `prefix`.
 *
 * @param {Buffer} output
 * @param {Buffer} prefix
 */
function countLines(output, prefix) {
  let count = 0;
  for (let at = 0, end; (end = output.indexOf(10, at)) >= 0; at = end + 1) {
    if (output.subarray(at, at + prefix.length).equals(prefix)) count += 1;
  }
  return count;
}

/**
 * What a tracer says among the lines.
 *
 * @param {Buffer} output
 * @param {string} prefix
 */
function withoutLines(output, prefix) {
  return output.toString("latin1").split("\n").filter((line) => !line.startsWith(prefix)).join("\n");
}
