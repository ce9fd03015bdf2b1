import { runCommand } from "../run-command.mjs";
import { units } from "../units.mjs";

/**
 * Until the probes are attached, and from the end of what was traced to the prompt: the tracer runs `stamp`, which says when it began
 * and ended. Start-up is in the first, as it is in what people wait for.
 *
 * @type {import("../contracts.js").Figure}
 */
export const attachment = {
  parts: { armed: units.ms, ending: units.ms },
  measure: async ({ line, spec, program, folder }) => {
    const { startMs, wallMs, stderr } = await runCommand(line([...spec, "-c", program("stamp")]), folder);
    const [, began, ended] = /began ([\d.]+) ended ([\d.]+)/.exec(stderr) ?? [];
    if (began === undefined) throw new Error("the command of -c hasn't said when it ran");
    return { armed: Number(began) - startMs, ending: startMs + wallMs - Number(ended) };
  },
};
