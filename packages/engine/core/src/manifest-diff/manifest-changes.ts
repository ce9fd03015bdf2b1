import { requireContract } from "../load-manifest.js";
import { changeRules, wordsChanged } from "./change-rules.js";
import type { ComparedManifest } from "./compared-manifest.js";
import { type ManifestFact, manifestFacts } from "./manifest-facts.js";
import { type Effect, effects } from "./semver-step.js";

/** One thing in which a manifest differs from an earlier one. */
export interface ManifestChange {
  readonly effect: Effect;
  /** A short sentence: `value address of probe vm.pagefault: long became string`. */
  readonly text: string;
}

/**
 * In what a manifest differs from an earlier one, the gravest first; empty when both say the same. What belongs to
 * something that is lost or new isn't told beside it.
 * @throws ConfigurationError when both are of one contract version, and it's another than this
 */
export function manifestChanges(before: ComparedManifest, after: ComparedManifest): readonly ManifestChange[] {
  const [old, current] = factsOfBoth(before, after);
  const lost = [...missingFrom(current, old)].map((fact) => change(fact, "lost", `${fact.subject} is lost`));
  const added = [...missingFrom(old, current)].map((fact) => change(fact, "added", `${fact.subject} is new`));
  const changed = [...current.values()].flatMap((fact) => {
    const earlier = old.get(fact.subject);
    return earlier === undefined || earlier.given !== fact.given ? [] : changesOf(earlier, fact);
  });
  return [...lost, ...changed, ...added].sort((a, b) => effects.indexOf(b.effect) - effects.indexOf(a.effect));
}

/** Of two contract versions only what all of them say can be compared. */
function factsOfBoth(before: ComparedManifest, after: ComparedManifest): readonly [ReadonlyMap<string, ManifestFact>, ReadonlyMap<string, ManifestFact>] {
  if (before.contract === after.contract) {
    requireContract(after);
    return [manifestFacts(before), manifestFacts(after)];
  }
  const head = ({ contract, name, version }: ComparedManifest): ComparedManifest => ({ contract, name, version });
  return [manifestFacts(head(before)), manifestFacts(head(after))];
}

/** Facts of one manifest that another lacks, but for those it lacks with their owners. */
function* missingFrom(other: ReadonlyMap<string, ManifestFact>, facts: ReadonlyMap<string, ManifestFact>): Generator<ManifestFact> {
  for (const fact of facts.values()) {
    if (!other.has(fact.subject) && (fact.owners ?? []).every((owner) => other.has(owner))) yield fact;
  }
}

function changesOf(before: ManifestFact, after: ManifestFact): readonly ManifestChange[] {
  return [
    ...(before.says === after.says ? [] : [change(after, "changed", `${after.subject}: ${before.says ?? ""} became ${after.says ?? ""}`)]),
    ...(before.words === after.words ? [] : [{ effect: after.isInternal === true ? "none" : wordsChanged, text: `${after.subject}: its description changed` } as const]),
  ];
}

function change({ kind, isInternal }: ManifestFact, how: "lost" | "added" | "changed", text: string): ManifestChange {
  return { effect: isInternal === true ? "none" : changeRules[kind][how], text };
}
