import { existsSync } from "node:fs";
import { runCommand } from "../run-command.mjs";
import { units } from "../units.mjs";

/** @type {import("../contracts.js").Figure} What the tracer and the command it traces take of the processors, and how long it takes both together. */
export const processorTime = {
  parts: { processor: units.ms, wall: units.ms },
  obstacle: () => (existsSync("/usr/bin/time") ? undefined : "needs /usr/bin/time (GNU time)"),
  measure: async ({ line, spec, folder }) => {
    const { processorMs, wallMs } = await runCommand(line(spec), folder, { withUsage: true });
    return { processor: processorMs, wall: wallMs };
  },
};
