import { EXIT, type ExitStatus } from "./exit-status.js";
import { explainError } from "./explain-error.js";
import { printError } from "./standard-streams.js";

/** Says on stderr what kept a command line from being done; gives the status to end with. */
export function reportError(error: unknown, argv: readonly string[]): ExitStatus {
  const { status, message, hints, details } = explainError(error);
  if (message !== "") printError(`ERROR: ${message}\n`);
  for (const hint of hints) printError(`hint: ${hint}\n`);
  if (status === EXIT.unsupported) printError("hint: run tapset doctor: it says what this kernel and this user allow\n");
  if (details !== undefined && argv.some((word) => /^(?:-v+|--verbose)$/.test(word))) printError(`${details}\n`);
  return status;
}
