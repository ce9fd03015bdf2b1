import { createTapset, CreationError } from "@tapset/create";
import { CommandError, EXIT, type ExitStatus } from "./exit-status.js";
import { printOut } from "./standard-streams.js";

/**
 * `tapset new NAME …`: begins a tapset package, as `npm create @tapset` does.
 *
 * @throws CommandError when it can't be made
 */
export function newTapset(argv: readonly string[]): Promise<ExitStatus> {
  try {
    createTapset(argv, { command: "tapset new", print: printOut });
    return Promise.resolve(EXIT.ok);
  } catch (error) {
    if (!(error instanceof CreationError)) throw error;
    throw new CommandError(error.kind === "usage" ? EXIT.usage : EXIT.script, `new: ${error.message}`, error.hints);
  }
}
