import { openSync } from "node:fs";
import { FdSink, type Sink } from "@tapset/runtime";
import { CommandError, EXIT } from "./exit-status.js";
import { systemErrorText } from "./system-error-text.js";

/**
 * The file of `-o`, emptied.
 *
 * @throws CommandError when it can't be written
 */
export function openOutput(path: string): Sink {
  try {
    return new FdSink(openSync(path, "w"));
  } catch (error) {
    throw new CommandError(EXIT.script, `can't write the output file ${path}: ${systemErrorText(error)}`);
  }
}
