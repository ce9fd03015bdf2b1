import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { closest, didYouMean, type Tapset } from "@tapset/core";
import { discoverTapsets } from "../discover.js";
import { CommandError, EXIT, type ExitStatus } from "../exit-status.js";
import type { ImportModule } from "../package-reader.js";
import { reportError } from "../report-error.js";
import { printOut } from "../standard-streams.js";
import { systemErrorText } from "../system-error-text.js";
import { verbHint } from "../verb-table.js";
import { ScriptMarks } from "./coverage/script-marks.js";
import { findTestFiles } from "./find-test-files.js";
import { ownTapset } from "./own-tapset.js";
import { readTestFile } from "./read-test-file.js";
import { type FileResult, type TestReporter, totalsOf } from "./report.js";
import { jsonReporter } from "./reporters/json-reporter.js";
import { tapReporter } from "./reporters/tap-reporter.js";
import { textReporter } from "./reporters/text-reporter.js";
import { CaseError } from "./rehearsal/rehearsal.js";
import { type CaseResult, runCase, runRewritten } from "./run-case.js";
import { type TestCase, type TestFile, TestFileError } from "./test-file.js";
import { testTarget } from "./test-target.js";

const reporters: Readonly<Record<string, TestReporter>> = { text: textReporter, tap: tapReporter, json: jsonReporter };

/**
 * `tapset test [FILE|DIR…] [--coverage] [--reporter=FORM]`: runs the cases of test files (`NAME.test.yaml`, below this folder
 * unless said), without privileges. Mistakes are said as the command says them.
 *
 * @returns 0 when all cases went well, 1 when one didn't, 2 for a wrong command line or nothing to run
 */
export async function testScripts(argv: readonly string[], importModule: ImportModule): Promise<ExitStatus> {
  try {
    return await run(argv, importModule);
  } catch (error) {
    return reportError(error, argv);
  }
}

async function run(argv: readonly string[], importModule: ImportModule): Promise<ExitStatus> {
  const { paths, reporter, marks } = parseTestArguments(argv);
  const files: FileResult[] = [];
  const tapsets = new Map<string, readonly Tapset[]>();
  for (const path of findTestFiles(paths)) {
    const folder = resolve(dirname(path));
    if (!tapsets.has(folder)) tapsets.set(folder, discoverTapsets(folder, importModule));
    const own = ownTapset(folder);
    if (own !== undefined) marks?.include(own);
    const result = await runFile(path, tapsets.get(folder)!, marks);
    files.push(result);
    printOut(reporter.file(result));
  }
  printOut(reporter.end(files, marks?.coverage));
  return totalsOf(files).failed === 0 ? EXIT.ok : EXIT.script;
}

async function runFile(path: string, tapsets: readonly Tapset[], marks: ScriptMarks | undefined): Promise<FileResult> {
  let file: TestFile;
  try {
    file = readTestFile(path, readText(path));
  } catch (error) {
    if (!(error instanceof TestFileError)) throw error;
    const { message, place, hints } = error;
    return { path, cases: [{ name: "the file can't be read", place, failures: [{ message, hints }] }] };
  }
  const cases: CaseResult[] = [];
  for (const test of file.cases) cases.push(await runOne(file, test, tapsets, marks));
  return { path, cases };
}

async function runOne(file: TestFile, test: TestCase, tapsets: readonly Tapset[], marks: ScriptMarks | undefined): Promise<CaseResult> {
  try {
    const options = { tapsets, target: testTarget(file, test) };
    const result = await runCase(file, test, options);
    if (marks !== undefined) {
      const { rewrite, collect } = marks.rewriting("path" in test.script);
      // Marks cost actions of MAXACTION: the case is judged by the run without them.
      const marked = await runRewritten(file, test, options, rewrite);
      if (marked !== undefined) collect(marked.stage);
    }
    return result;
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    return { name: test.name, place: file.place(test.path), failures: [{ message: error.message, place: file.place(error.path), hints: error.hints }] };
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new CommandError(EXIT.usage, `test ${path}: ${systemErrorText(cause)}`);
  }
}

function parseTestArguments(argv: readonly string[]): { readonly paths: readonly string[]; readonly reporter: TestReporter; readonly marks: ScriptMarks | undefined } {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: { coverage: { type: "boolean" }, reporter: { type: "string", default: "text" }, verbose: { type: "boolean", short: "v" } }, allowPositionals: true });
  } catch (cause) {
    throw new CommandError(EXIT.usage, `test: ${(cause as Error).message}`, [verbHint("test")]);
  }
  const { values, positionals: paths } = parsed;
  const reporter = reporters[values.reporter];
  if (reporter === undefined) {
    throw new CommandError(EXIT.usage, `test: there is no reporter '${values.reporter}'`, [...didYouMean(closest(values.reporter, Object.keys(reporters))), verbHint("test")]);
  }
  return { paths, reporter, marks: values.coverage === true ? new ScriptMarks() : undefined };
}
