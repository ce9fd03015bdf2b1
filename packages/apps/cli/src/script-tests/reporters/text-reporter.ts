import { coverageText } from "../coverage/coverage-text.js";
import type { Failure } from "../failures.js";
import { type TestReporter, totalsOf } from "../report.js";
import type { CaseResult } from "../run-case.js";

/** For people: a line a case, and under those that failed what is wrong. */
export const textReporter: TestReporter = {
  file: ({ path, cases }) => [path, ...cases.flatMap(caseLines), ""].join("\n"),
  end(files, coverage) {
    const { passed, failed } = totalsOf(files);
    return [...(coverage === undefined ? [] : coverageText(coverage)), `${passed} passed, ${failed} failed`, ""].join("\n");
  },
};

function caseLines({ name, place, failures }: CaseResult): readonly string[] {
  if (failures.length === 0) return [`  ok      ${name}`];
  return [`  not ok  ${name}`, ...failures.flatMap((failure) => failureLines(failure, place)).map((line) => `          ${line}`)];
}

function failureLines({ message, place, details = [], hints = [] }: Failure, ownPlace: string): readonly string[] {
  return [`${message} at ${place ?? ownPlace}`, ...details.map((line) => `  ${line}`), ...hints.map((hint) => `hint: ${hint}`)];
}
