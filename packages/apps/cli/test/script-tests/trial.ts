import context from "@tapset/context";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import syscall from "@tapset/syscall";
import timer from "@tapset/timer";
import { madeTapset } from "@tapset/testkit";
import { readTestFile } from "../../src/script-tests/read-test-file.js";
import { type CaseResult, runCase } from "../../src/script-tests/run-case.js";
import { testTarget } from "../../src/script-tests/test-target.js";

/** What cases draw on, from the sources. */
export const tapsets = Object.entries({ context, kernel, lifecycle, syscall, timer }).map(([name, module]) => madeTapset({ name: `@tapset/${name}`, module }));

/** Runs the cases of a test file's text. */
export async function trial(text: string): Promise<readonly CaseResult[]> {
  const file = readTestFile("made-up.test.yaml", text);
  const results: CaseResult[] = [];
  for (const test of file.cases) results.push(await runCase(file, test, { tapsets, target: testTarget(file, test) }));
  return results;
}

/** What is wrong with the only case of a test file: each message with its place in line and column. */
export async function failuresIn(text: string): Promise<readonly string[]> {
  const [result] = await trial(text);
  return result!.failures.map(({ message, place = result!.place, details = [], hints = [] }) =>
    [`${place.replace(/^made-up\.test\.yaml:/, "")} ${message}`, ...details, ...hints.map((hint) => `hint: ${hint}`)].join("\n"));
}
