import { createTapset } from "./create-tapset.js";
import { CreationError } from "./creation-error.js";

/** `npm create @tapset`: errors go to stderr, and the status is 2 for a wrong command line, 1 for any other failure. */
export function run(argv: readonly string[]): void {
  try {
    createTapset(argv, { command: "npm create @tapset", print: (text) => void process.stdout.write(text) });
  } catch (error) {
    if (!(error instanceof CreationError)) throw error;
    process.stderr.write([`ERROR: ${error.message}`, ...error.hints.map((hint) => `hint: ${hint}`), ""].join("\n"));
    process.exitCode = error.kind === "usage" ? 2 : 1;
  }
}
