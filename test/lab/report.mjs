// What reporter.mjs writes in a guest, a line for each file that starts and each that has ended.
import { readFileSync } from "node:fs";

/** The environment's variable that names the report. */
export const REPORT_VARIABLE = "TAPSET_LAB_REPORT";

/**
 * A report: vitest's results of the files that ended, and the file that didn't, if there's one.
 *
 * @param {string} path
 */
export function readReport(path) {
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    // A guest that never came to it.
    return { testResults: [], unfinished: undefined };
  }
  // The last line may be half of one.
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const testResults = lines.flatMap(({ ended }) => (ended === undefined ? [] : [ended]));
  const finished = new Set(testResults.map(({ name }) => name));
  return { testResults, unfinished: lines.map(({ started }) => started).find((file) => file !== undefined && !finished.has(file)) };
}
