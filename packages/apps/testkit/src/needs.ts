import type { FeatureName } from "@tapset/core";
import { createKernel } from "@tapset/sys";
import { type LiveTarget, liveTarget } from "@tapset/target";

/** Whether this machine has what some tests need. */
export interface Need {
  readonly isMet: boolean;
  /** Why not: `needs tp-btf: …`. Empty when it is. */
  readonly reason: string;
  /** A test's name, with the reason when it is skipped. */
  title(name: string): string;
}

let machine: LiveTarget | undefined;
const told = new Set<string>();

/**
 * Asks this machine for features, and prints once why tests that need them are skipped. The only way to skip:
 *
 *     const need = needs("tp-btf", "ring-buffer");
 *     describe.skipIf(!need.isMet)(need.title("trace points"), () => { … });
 */
export function needs(...features: readonly FeatureName[]): Need {
  machine ??= liveTarget(createKernel());
  for (const name of features) {
    const { verdict, reason } = machine.feature(name);
    if (verdict === "yes") continue;
    const lack = `needs ${name}: ${reason}`;
    if (!told.has(lack)) process.stderr.write(`skipped: ${lack}\n`);
    told.add(lack);
    return { isMet: false, reason: lack, title: (test) => `${test} (skipped: ${lack})` };
  }
  return { isMet: true, reason: "", title: (test) => test };
}
