import { runAnnounced } from "../run-announced.mjs";
import { units } from "../units.mjs";

/**
 * What attaching and detaching take by themselves: from the line by which the tracer says that it begins to attach until the command
 * begins, and from that command's end to the tracer's. The command is `stamp`, as in `attachment`.
 *
 * @type {import("../contracts.js").Figure}
 */
export const attaching = {
  parts: { attaching: units.ms, detaching: units.ms },
  measure: async ({ line, announces, spec, program }) => {
    const { announcedMs, endedMs, stderr } = await runAnnounced(line([...announces.words, ...spec, "-c", program("stamp")]), announces.line);
    const [, began, ended] = /began ([\d.]+) ended ([\d.]+)/.exec(stderr) ?? [];
    if (began === undefined) throw new Error("the command of -c hasn't said when it ran");
    return { attaching: Number(began) - announcedMs, detaching: endedMs - Number(ended) };
  },
};
