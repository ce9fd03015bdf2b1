import type { Tapset } from "@tapset/core";
import { hasErrors } from "@tapset/language";
import type { KernelTarget } from "@tapset/target";
import { CommandError } from "../exit-status.js";
import { caseSettings } from "./case-settings.js";
import { errorFailures, type Failure, failuresOf, refusalFailures } from "./failures.js";
import { type GlobalFailure, globalFailures } from "./global-failures.js";
import { type PreparedCase, prepareCase, type Rewriting } from "./prepare-case.js";
import { CaseError, rehearse, type RehearsalOptions, type RehearsalRun } from "./rehearsal/rehearsal.js";
import { Playbill } from "./rehearsal/playbill.js";
import type { Settings } from "../settings.js";
import type { TestCase, TestFile } from "./test-file.js";

/** What a case is run with. */
export interface CaseOptions {
  readonly tapsets: readonly Tapset[];
  readonly target: KernelTarget;
}

/** How a case went: nothing wrong, all is well. */
export interface CaseResult {
  readonly name: string;
  /** `file:line:column` of the case. */
  readonly place: string;
  readonly failures: readonly Failure[];
}

/** Runs a case and compares. What is wrong with the case itself, or its script, is a failure of it. */
export async function runCase(file: TestFile, test: TestCase, options: CaseOptions): Promise<CaseResult> {
  return { name: test.name, place: file.place(test.path), failures: await attempt(file, test, options) };
}

async function attempt(file: TestFile, test: TestCase, options: CaseOptions): Promise<readonly Failure[]> {
  try {
    const settings = caseSettings(file, test);
    const prepared = await prepareCase(settings, options.tapsets, options.target, test.events);
    const { refused } = test.expected;
    if (refused !== undefined) return refusalFailures(prepared.diagnostics, refused, file.place([...test.path, "refused"]));
    if (!prepared.isReady) return errorFailures(prepared.diagnostics);
    const globals: GlobalFailure[] = [];
    const { module } = prepared.compilation;
    const run = await runPrepared(test, settings, prepared, options.target, (stores) => void globals.push(...globalFailures(test.expected.globals, module.ir.globals, stores)));
    return failuresOf(test, run, globals, file);
  } catch (error) {
    if (error instanceof CaseError) return [{ message: error.message, place: file.place(error.path), hints: error.hints }];
    if (error instanceof CommandError) return [{ message: error.message, place: file.place(test.path), hints: error.hints }];
    throw error;
  }
}

/** Runs a case again with its script rewritten, for what that shows; gives whether it came to an end. */
export async function runRewritten(file: TestFile, test: TestCase, options: CaseOptions, rewrite: Rewriting): Promise<PreparedCase & { readonly isReady: true } | undefined> {
  try {
    const settings = caseSettings(file, test);
    const prepared = await prepareCase(settings, options.tapsets, options.target, test.events, rewrite);
    if (!prepared.isReady || hasErrors(prepared.diagnostics)) return undefined;
    await runPrepared(test, settings, prepared, options.target, () => undefined);
    return prepared;
  } catch (error) {
    // The case's own run says what is wrong.
    if (error instanceof CaseError || error instanceof CommandError) return undefined;
    throw error;
  }
}

function runPrepared(test: TestCase, settings: Settings, prepared: PreparedCase & { readonly isReady: true }, target: KernelTarget, ended: RehearsalOptions["ended"]): Promise<RehearsalRun> {
  const { script, view, compilation, stage, families, diagnostics } = prepared;
  return rehearse(test, {
    compiled: { ...compilation, script, view, diagnostics },
    ...{ target, stage, families, ended },
    playbill: new Playbill(script, compilation.elaborated, view, families, target),
    failOnLoss: settings.failOnLoss,
    ...(settings.bufferMegabytes !== undefined && { ringBytes: settings.bufferMegabytes * 2 ** 20 }),
    ...(settings.pid !== undefined && { pid: settings.pid }),
  });
}
