import { basename } from "node:path";
import type { HandlerCoverage } from "./handler-coverage.js";

/** Probes on many points are known by the first. */
const LONGEST_NAME = 60;

/** A line a handler and function: how much of it was reached, and the lines that weren't. */
export function coverageText(coverage: readonly HandlerCoverage[]): readonly string[] {
  const rows = coverage.map(({ file, name, statements, reached, missed }) => ({
    share: statements === 0 ? 100 : Math.floor((reached * 100) / statements),
    what: `${basename(file)}: ${name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name}`,
    missed: missed.length === 0 ? "" : `  lines not reached: ${missed.join(", ")}`,
  }));
  const width = Math.max(0, ...rows.map(({ what }) => what.length));
  const lines = rows.map(({ share, what, missed }) => `  ${`${share}`.padStart(3)} %  ${missed === "" ? what : what.padEnd(width)}${missed}`);
  return ["coverage of statements:", ...lines, ""];
}
