import { runCommand } from "../run-command.mjs";
import { units } from "../units.mjs";
import { nsPerCall } from "./ns-per-call.mjs";

/**
 * How much more processor time each call of the workload takes than without a tracer, right before.
 *
 * @type {import("../contracts.js").Figure}
 */
export const addedCost = {
  parts: { cost: units.ns },
  measure: async ({ line, spec, workload, folder }) => {
    const before = await runCommand(workload(), folder);
    const traced = await runCommand(line([...spec, "-c", workload().join(" ")]), folder);
    return { cost: nsPerCall(traced, "median") - nsPerCall(before, "median") };
  },
};
