import { runCommand } from "../run-command.mjs";
import { units } from "../units.mjs";

/** @type {import("../contracts.js").Figure} From the command line to the prompt. */
export const wallTime = {
  parts: { time: units.ms },
  measure: async ({ line, spec, folder }) => ({ time: (await runCommand(line(spec), folder)).wallMs }),
};
