import { ProgramRefusedError } from "@tapset/runtime";
import { type Engine, type Outcome, run } from "./engine.js";
import type { RandomScript } from "./generator/script.js";

/**
 * How the handlers of a script went in two engines: `refused` when the kernel's half was, by us; `too complex` when the verifier gave
 * up following it, after as many steps as it takes.
 */
export type Agreement = "same" | "refused" | "too complex";

/**
 * Runs a script in the session and in a kernel. Throws when they differ, and for a third outcome beside running and being refused:
 * what the verifier refuses, what breaks on the way.
 */
export async function expectAgreement(script: RandomScript, session: Engine, kernel: Engine): Promise<Agreement> {
  const expected = await run(script, session);
  // Whatever is made is well typed, and session handlers have no limits of a kernel's.
  if (expected.kind === "refused") throw new Error(`a script is wrong:\n${expected.text}`);
  const found = await run(script, kernel).catch((error: unknown) => {
    if (isTooComplex(error)) return undefined;
    throw error;
  });
  if (found === undefined) return "too complex";
  if (found.kind === "refused") return "refused";
  const difference = firstDifference(expected, found);
  if (difference !== undefined) throw new Error(difference);
  return "same";
}

/** No verdict about what the program does: how many steps its paths take is known by taking them. */
function isTooComplex(error: unknown): boolean {
  return error instanceof ProgramRefusedError && error.isTooComplex;
}

type Ran = Extract<Outcome, { kind: "ran" }>;

function firstDifference(expected: Ran, found: Ran): string | undefined {
  const [wanted, got] = [expected, found].map(({ output, messages }) => [...output.split("\n"), ...messages.split("\n")]);
  const line = wanted!.findIndex((text, index) => text !== got![index]);
  if (line >= 0) return `line ${line + 1} in the session: ${String(wanted![line])}\nin the kernel: ${String(got![line])}`;
  return got!.length > wanted!.length ? `printed by the kernel only: ${got!.slice(wanted!.length).join("\n")}` : undefined;
}
