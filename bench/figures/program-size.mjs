import { runCommand } from "../run-command.mjs";
import { units } from "../units.mjs";

/**
 * Instructions of all BPF programs that a tracer holds while it traces, as the kernel keeps them: what it makes of some calls and
 * accesses when it loads a program is in it, for all alike, since it doesn't keep what it was given. The tracer runs `program-size`,
 * which looks at its parent.
 *
 * @type {import("../contracts.js").Figure}
 */
export const programSize = {
  parts: { instructions: units.instructions },
  isFixed: true,
  measure: async ({ line, spec, program, folder }) => {
    const { stderr } = await runCommand(line([...spec, "-c", program("program-size")]), folder);
    return { instructions: instructionsIn(stderr) };
  },
};

/**
 * What `program-size` has said among whatever the tracer said.
 *
 * @param {string} said
 * @throws Error when it hasn't, or has found no program: the tracer has attached otherwise than it's thought to
 */
export function instructionsIn(said) {
  const [, programs, instructions] = /^(\d+) programs, (\d+) instructions$/m.exec(said) ?? [];
  if (programs === undefined) throw new Error("the command of -c hasn't said how large the programs are");
  if (Number(programs) === 0) throw new Error("the tracer holds no programs");
  return Number(instructions);
}
