import type { FeatureName } from "@tapset/core";
import { createKernel } from "@tapset/sys";
import { type LiveTarget, liveTarget } from "@tapset/target";

/** Whether this machine has what some tests need. */
export interface Need {
  readonly isMet: boolean;
  /** Why not: `needs tp-btf: …`. Empty when it is. */
  readonly reason: string;
  /** A test's name, with the reason in brackets when it is skipped. */
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
  const target = (machine ??= liveTarget(createKernel()));
  // Where BPF can't be used at all, that is what's missing, whatever else was asked for.
  const missing = ["bpf", ...features].find((name) => features.length > 0 && target.feature(name).verdict !== "yes");
  if (missing === undefined) return { isMet: true, reason: "", title: (test) => test };
  const reason = `needs ${missing}: ${target.feature(missing).reason}`;
  if (!told.has(reason)) process.stderr.write(`skipped: ${reason}\n`);
  told.add(reason);
  return { isMet: false, reason, title: (test) => `${test} [${reason}]` };
}
