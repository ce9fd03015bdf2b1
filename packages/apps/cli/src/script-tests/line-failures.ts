import { diffLines, diffArrays } from "diff";
import type { Failure } from "./failures.js";
import type { LineExpectation } from "./test-file.js";

/** Lines shown around what differs. */
const CONTEXT = 3;

/** Two texts that should be equal: nothing, or how they differ (`-` expected, `+` what came). */
export function textFailure(message: string, expected: string, actual: string): readonly Failure[] {
  if (expected === actual) return [];
  const changes = diffLines(expected, actual);
  const lines = changes.flatMap(({ added, removed, value }) => value.replace(/\n$/, "").split("\n").map((line) => `${added ? "+" : removed ? "-" : " "}${line}`));
  const ends = [expected, actual].map((text) => text === "" || text.endsWith("\n"));
  const lineEnd = ends[0] === ends[1] ? [] : [ends[0] ? "\\ the last line that came isn't ended" : "\\ the last line that came is ended, the one expected isn't"];
  return [{ message: `${message} (- expected, + came)`, details: [...aroundChanges(lines), ...lineEnd] }];
}

/** Lines against what is expected of each. */
export function linesFailure(message: string, expected: readonly LineExpectation[], actual: readonly string[]): readonly Failure[] {
  const isMet = expected.length === actual.length && expected.every((line, index) => meets(line, actual[index] ?? ""));
  if (isMet) return [];
  const changes = diffArrays<LineExpectation | string>([...expected], [...actual], { comparator: (line, other) => meets(line, String(other)) });
  const lines = changes.flatMap(({ added, removed, value }) => value.map((line) => `${added ? "+" : removed ? "-" : " "}${textOf(line)}`));
  return [{ message: `${message} (- expected, + came)`, details: aroundChanges(lines) }];
}

function meets(line: LineExpectation, text: string): boolean {
  return typeof line === "string" ? line === text : line.test(text);
}

/** Patterns as people wrote them. */
function textOf(line: LineExpectation): string {
  return typeof line === "string" ? line : `/${line.source.slice("^(?:".length, -")$".length)}/`;
}

/** The lines that differ and a few around them. */
function aroundChanges(lines: readonly string[]): readonly string[] {
  const shown: string[] = [];
  let isGap = false;
  for (const [index, line] of lines.entries()) {
    const isNear = lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some((each) => !each.startsWith(" "));
    if (isNear) shown.push(line);
    else if (!isGap) shown.push(" …");
    isGap = !isNear;
  }
  return shown.map(shownLine);
}

/** What would move the cursor, or can't be seen, in escapes. */
function shownLine(line: string): string {
  return line.replace(/[\0-\x08\x0b-\x1f\x7f]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
