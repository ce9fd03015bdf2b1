import { type Diagnostic, formatLocation } from "@tapset/language";
import type { GlobalFailure } from "./global-failures.js";
import { linesFailure, textFailure } from "./line-failures.js";
import type { RehearsalRun } from "./rehearsal/rehearsal.js";
import { readRecords } from "./run-records.js";
import type { LineExpectation, TestCase, TestFile } from "./test-file.js";

/** Something of a case that isn't as it should be. */
export interface Failure {
  readonly message: string;
  /** `file:line:column`, where that is another place than the case's. */
  readonly place?: string;
  /** Lines that show it: what differs. */
  readonly details?: readonly string[];
  readonly hints?: readonly string[];
}

/** The compiler's errors against those expected. */
export function refusalFailures(diagnostics: readonly Diagnostic[], refused: readonly LineExpectation[], place: string): readonly Failure[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  return linesFailure("the compiler's errors differ", refused, errors).map((failure) => ({ ...failure, place }));
}

/** The compiler's errors, where none are expected. */
export function errorFailures(diagnostics: readonly Diagnostic[]): readonly Failure[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return errors.map(({ message, span, subject, hints }) => ({
    message: `the script doesn't compile: ${message}${subject === undefined ? "" : ` near ${subject}`}`,
    ...(span && { place: formatLocation(span) }),
    hints,
  }));
}

/** What of a run isn't as the case expects it. */
export function failuresOf({ expected, path }: TestCase, run: RehearsalRun, globals: readonly GlobalFailure[], file: TestFile): readonly Failure[] {
  const missing = run.missing.map((each): Failure => ({
    message: `${each.point} is asked for ${each.names.join(", ")}, which the event doesn't give`,
    place: file.place(each.path),
    hints: [`give it: values: { ${each.names.map((name) => `${name}: …`).join(", ")} }`],
  }));
  // What comes after a handler that lacked what it reads says nothing.
  if (missing.length > 0) return missing;
  const { output, warnings, errors, losses } = readRecords(run.output, run.messages);
  const { status } = run.summary;
  const { exit = status } = expected;
  const at = (key: string, failures: readonly Failure[]): readonly Failure[] => failures.map((failure) => ({ ...failure, place: file.place([...path, key]) }));
  return [
    ...at("output", outputFailures(expected.output, output)),
    ...at("warnings", linesFailure("warnings differ", expected.warnings, warnings)),
    ...at("errors", linesFailure("errors differ", expected.errors, errors)),
    ...at("losses", lossFailures(expected.losses, losses)),
    ...globals.map((failure): Failure => ({ ...failure, place: file.place([...path, "globals", ...failure.path]) })),
    ...at("exit", exit === status ? [] : [{ message: `the command's exit status is ${status}, not ${exit}` }]),
  ];
}

function outputFailures(expected: TestCase["expected"]["output"], output: string): readonly Failure[] {
  if (expected === undefined) return [];
  return typeof expected === "string" ? textFailure("the output differs", expected, output) : linesFailure("the output differs", expected, linesOf(output));
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function lossFailures(expected: Readonly<Record<string, bigint>>, losses: ReadonlyMap<string, bigint>): readonly Failure[] {
  const kinds = [...new Set([...Object.keys(expected), ...losses.keys()])];
  return kinds.flatMap((kind): Failure[] => {
    const [wanted, actual] = [expected[kind] ?? 0n, losses.get(kind) ?? 0n];
    return wanted === actual ? [] : [{ message: `losses: ${actual} ${kind}, not ${wanted}` }];
  });
}
