import type { CaseResult } from "./run-case.js";
import type { HandlerCoverage } from "./coverage/handler-coverage.js";

/** How the cases of a file went. */
export interface FileResult {
  readonly path: string;
  readonly cases: readonly CaseResult[];
}

/** What the whole run came to. */
export interface TestTotals {
  readonly passed: number;
  readonly failed: number;
}

/** How results are shown. */
export interface TestReporter {
  /** A file's cases are through. */
  file(result: FileResult): string;
  /** All are. `coverage`: where it was asked for. */
  end(files: readonly FileResult[], coverage: readonly HandlerCoverage[] | undefined): string;
}

/** How many cases went well, and how many didn't. */
export function totalsOf(files: readonly FileResult[]): TestTotals {
  const all = files.flatMap(({ cases }) => cases);
  const failed = all.filter(({ failures }) => failures.length > 0).length;
  return { passed: all.length - failed, failed };
}
