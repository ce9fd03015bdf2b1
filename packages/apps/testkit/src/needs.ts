import type { FeatureName } from "@tapset/core";
import { describe, it } from "vitest";
import { machineFacts } from "./machine-facts.js";
import { thisMachine } from "./this-machine.js";

/** What a test can need: a feature of the kernel, or something else of the machine. */
export type NeedName = FeatureName | keyof typeof machineFacts;

/** Whether this machine has what some tests need, and those tests. */
export interface Need {
  readonly isMet: boolean;
  /** Why not: `needs tp-btf: …`. Empty when it is. */
  readonly reason: string;
  /** A test's title; it ends in `[needs NAME: what is missing]` for each unmet need, by which skips are judged. */
  title(name: string): string;
  /** Vitest's `describe`, skipped where the need isn't met. */
  readonly describe: (title: string, body: () => void) => void;
  /** Vitest's `it`, skipped where the need isn't met. */
  readonly it: (title: string, body: () => void | Promise<void>, timeoutMs?: number) => void;
}

const known = new Map<string, string | undefined>();
const told = new Set<string>();

/**
 * Asks this machine for what tests need, and prints once why those that need it are skipped. The only way to skip:
 *
 *     needs("tp-btf", "ring-buffer").describe("trace points", () => { … });
 *
 * @throws Error for a name that is neither a feature nor a fact of the machine
 */
export function needs(...names: readonly NeedName[]): Need {
  const unmet = [...new Set(names.flatMap(reasonsAgainst))];
  for (const reason of unmet) {
    if (!told.has(reason)) process.stderr.write(`skipped: ${reason}\n`);
    told.add(reason);
  }
  const isMet = unmet.length === 0;
  const title = (name: string): string => [name, ...unmet.map((reason) => `[${reason}]`)].join(" ");
  return {
    isMet,
    reason: unmet.join("; "),
    title,
    describe(name, body) {
      describe.skipIf(!isMet)(title(name), body);
    },
    it(name, body, timeoutMs) {
      it.skipIf(!isMet)(title(name), body, timeoutMs);
    },
  };
}

function reasonsAgainst(name: NeedName): readonly string[] {
  // Where BPF can't be used at all, that is what's missing, whichever feature was asked for.
  const asked = name in machineFacts ? [name] : ["bpf", name];
  const missing = asked.find((each) => lacking(each) !== undefined);
  return missing === undefined ? [] : [`needs ${missing}: ${lacking(missing) ?? ""}`];
}

/** What the machine lacks of a need; undefined when it's met. */
function lacking(name: string): string | undefined {
  if (!known.has(name)) known.set(name, ask(name));
  return known.get(name);
}

function ask(name: string): string | undefined {
  const fact = (machineFacts as Readonly<Record<string, () => string | undefined>>)[name];
  if (fact !== undefined) return fact();
  const { target } = thisMachine();
  if (!target.featureNames.includes(name)) throw new Error(`needs ${name}: there is no such feature, nor such a fact of a machine`);
  const answer = target.feature(name);
  return answer.verdict === "yes" ? undefined : answer.reason;
}
