import fc from "fast-check";
import { type Agreement, expectAgreement } from "./agreement.js";
import type { Engine } from "./engine.js";
import { randomScript, type RandomScript } from "./generator/script.js";

/** How many scripts, and which. */
export interface Cases {
  readonly seed: number;
  readonly scripts: number;
  /** Statements in a handler, at most. */
  readonly statements: number;
  /** Of a failure: leads to the smallest script that failed. */
  readonly path?: string;
  /** When to stop though there were fewer. */
  readonly until?: number;
}

/** How many of the scripts ran, and how many were refused. */
export type Counts = Record<Agreement, number>;

/** Compares scripts in the session and in a kernel. Throws the smallest script found to differ, and how to see it again. */
export async function runCases({ seed, scripts, statements, path, until }: Cases, session: Engine, kernel: Engine): Promise<Counts> {
  const counts: Counts = { same: 0, refused: 0, "too complex": 0 };
  const property = fc.asyncProperty(randomScript(statements), async (script) => {
    counts[await expectAgreement(script, session, kernel)] += 1;
  });
  const result = await fc.check(property, {
    seed,
    numRuns: scripts,
    ...(path !== undefined && { path }),
    ...(until !== undefined && { interruptAfterTimeLimit: Math.max(0, until - Date.now()) }),
  });
  if (result.failed) throw new DifferenceFound(result.counterexample?.[0], result.errorInstance, `npm run fuzz -- --only ${kernel.name} --seed ${seed} --path ${String(result.counterexamplePath)}`);
  return counts;
}

/** The smallest script on which two engines don't agree. */
export class DifferenceFound extends Error {
  override readonly name = "DifferenceFound";

  constructor(script: RandomScript | undefined, cause: unknown, again: string) {
    const why = cause instanceof Error ? `${cause.message}\n${stackOf(cause)}` : String(cause);
    super(`${why}\n\nMAXSTRINGLEN ${String(script?.maxStringLength)}:\n${String(script?.at("trigger.kernel"))}\n\nagain: ${again}`, { cause });
  }
}

function stackOf({ stack = "" }: Error): string {
  return stack.split("\n").filter((line) => line.startsWith("    at ")).slice(0, 6).join("\n");
}
