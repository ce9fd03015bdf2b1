import type { Candidate } from "@tapset/core";

/**
 * Something a point means: a family's point, or an alias. With backends that other packages add to the alias there are
 * alternatives, its owner's declarations first; what belongs to one alternative is meant together.
 */
export interface CandidateGroup {
  readonly alternatives: readonly (readonly Candidate[])[];
}

/** Puts an alias and what other packages add to it together; everything else a point matches stands for itself. */
export function groupCandidates(candidates: readonly Candidate[]): readonly CandidateGroup[] {
  const additions = candidates.filter(isAdded);
  if (additions.length === 0) return candidates.map((candidate) => ({ alternatives: [[candidate]] }));
  const groups = new Map<string, Candidate[][]>();
  for (const candidate of [...candidates.filter((each) => !isAdded(each)), ...additions]) {
    const key = textOf(candidate);
    const alternatives = groups.get(key) ?? [];
    const last = alternatives.at(-1);
    if (last !== undefined && ownerOf(last[0]) === ownerOf(candidate)) last.push(candidate);
    else alternatives.push([candidate]);
    groups.set(key, alternatives);
  }
  return [...groups.values()].map((alternatives) => ({ alternatives }));
}

/** The package that adds an alternative to another's alias; undefined for the owner's own. */
export function ownerOf(candidate: Candidate | undefined): string | undefined {
  return candidate?.kind === "alias" && candidate.alias.isAdded ? candidate.alias.file.owner : undefined;
}

function isAdded(candidate: Candidate): boolean {
  return ownerOf(candidate) !== undefined;
}

function textOf(candidate: Candidate): string {
  return candidate.kind === "alias" ? candidate.text : candidate.match.text;
}
