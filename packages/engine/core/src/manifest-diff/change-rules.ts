import type { Effect } from "./semver-step.js";

/** A kind of thing that a manifest says: what it does to users when one is lost, new or says something else. */
export interface ChangeRule {
  readonly lost: Effect;
  readonly added: Effect;
  readonly changed: Effect;
}

/**
 * Which semver step each change needs, as rows. What scripts name is a promise: losing it, or another type of it, breaks
 * them. What isn't plain from that has its reason beside it.
 */
export const changeRules = {
  /** The number of the contract: a tapset command of the old one refuses the package. */
  contract: { lost: "breaking", added: "breaking", changed: "breaking" },
  /** The package itself: another name is another package. */
  package: { lost: "breaking", added: "breaking", changed: "breaking" },
  version: { lost: "none", added: "none", changed: "none" },
  /** A package that begins to carry code is refused until the project names it. */
  code: { lost: "fix", added: "breaking", changed: "none" },
  /** A tapset that the package requires: a project that lacks it is refused. */
  requirement: { lost: "fix", added: "breaking", changed: "none" },
  pattern: { lost: "breaking", added: "feature", changed: "none" },
  variable: { lost: "breaking", added: "feature", changed: "breaking" },
  probe: { lost: "breaking", added: "feature", changed: "none" },
  value: { lost: "breaking", added: "feature", changed: "breaking" },
  /** There are machines where it's the one that attaches: they lose the probe. */
  backend: { lost: "breaking", added: "feature", changed: "none" },
  /** A script that reads the value does without this backend from then on: on some machines, without the probe. */
  supply: { lost: "breaking", added: "feature", changed: "none" },
  /** What a point, backend or function can't do without: machines that lack it lose that. */
  need: { lost: "feature", added: "breaking", changed: "none" },
  /** There are machines where it's the one way a point attaches. */
  way: { lost: "breaking", added: "feature", changed: "none" },
  /** The order and marks by which a backend is chosen: scripts work as before, and may see what another one sees. */
  preference: { lost: "none", added: "none", changed: "feature" },
  /** By name and the types it takes, so another list of parameters is another function; it says what it returns. */
  function: { lost: "breaking", added: "feature", changed: "breaking" },
  global: { lost: "breaking", added: "feature", changed: "none" },
  macro: { lost: "breaking", added: "feature", changed: "none" },
  /** Where the package keeps what it is made of. */
  file: { lost: "none", added: "none", changed: "none" },
} as const satisfies Readonly<Record<string, ChangeRule>>;

export type FactKind = keyof typeof changeRules;

/** Words for people: documentation, a parameter's name, in whose context a probe fires. */
export const wordsChanged: Effect = "fix";
