import { existsSync } from "node:fs";
import { runCommand } from "../run-command.mjs";
import { units } from "../units.mjs";

/** @type {import("../contracts.js").Figure} Most memory in use at one time, by the kernel's account. */
export const peakMemory = {
  parts: { peak: units.bytes },
  obstacle: () => (existsSync("/usr/bin/time") ? undefined : "needs /usr/bin/time (GNU time)"),
  measure: async ({ line, spec, folder }) => ({ peak: (await runCommand(line(spec), folder, { withUsage: true })).peakBytes }),
};
