import type { ProbeComponent, ProbePoint, Span } from "@tapset/language";
import type { Alias } from "./alias.js";
import { type MatchFailure, type Mismatch, explainMismatch, explainSuffix } from "./mismatch.js";
import { literalType, pointText } from "./point-text.js";
import { type KnownForm, type PointNode, type Step, VariableWords, knownForms, pointTree } from "./point-tree.js";
import type { Match, MatchedComponent, ProbeFamily } from "./probe-family.js";
import type { Target } from "./target.js";

/** What a written point stands for, wildcards in component names expanded. */
export type Candidate =
  /** A family's point, to be derived. */
  | { readonly kind: "family"; readonly family: ProbeFamily; readonly match: Match }
  /** An alias, to be expanded; `suffix` goes after each point it stands for. */
  | { readonly kind: "alias"; readonly alias: Alias; readonly suffix: readonly ProbeComponent[]; readonly text: string };

/** What matching a written point gave. */
export type MatchResult =
  | { readonly kind: "matched"; readonly candidates: readonly Candidate[] }
  | { readonly kind: "mismatch"; readonly mismatch: Mismatch };

/** A way through the tree: the components taken, with the literals written. */
interface Route {
  readonly node: PointNode;
  readonly taken: readonly MatchedComponent[];
  /** What is left of the written point: nothing, or an alias's suffix. */
  readonly rest: readonly ProbeComponent[];
}

/** Whether a component name or a whole point is a wildcard. */
export function isWildcard(point: ProbePoint): boolean {
  return point.components.some(({ name }) => name.includes("*"));
}

/**
 * Matches written probe points against families' patterns and aliases' names, on one target.
 *
 * `*` in a component's name stands for any part of one component. `**` stands for any part of several: `x**y` is
 * `x*y`, and `x*.**y`. A literal must be there exactly where a pattern takes one, of its type. Components after a
 * complete alias name are its suffix; a point that matches in full is never read that way, and of two aliases with a
 * suffix the longer one counts.
 */
export class PointMatcher {
  readonly #root: PointNode;
  readonly #words: VariableWords;
  readonly #otherForms: readonly string[];

  /** `otherForms`: points that could be written but aren't in the tree (of packages not loaded), for suggestions. */
  constructor(families: readonly ProbeFamily[], aliases: readonly Alias[], target: Target, otherForms: readonly string[] = []) {
    this.#root = pointTree(families, aliases);
    this.#words = new VariableWords(target);
    this.#otherForms = otherForms;
  }

  match(point: ProbePoint): MatchResult {
    const search = new Search(this.#words);
    search.walk({ node: this.#root, taken: [], rest: point.components });
    const full = search.routes.filter(({ rest }) => rest.length === 0);
    const longest = Math.max(0, ...search.routes.map(({ taken }) => taken.length));
    const routes = full.length > 0 ? full : search.routes.filter(({ taken }) => taken.length === longest);
    const candidates = routes.flatMap((route) => candidatesAt(route, point.span));
    if (candidates.length > 0) return { kind: "matched", candidates };
    const failure = search.failure ?? { node: this.#root, taken: [], component: undefined };
    return { kind: "mismatch", mismatch: explainMismatch(point, failure, this.#words, [...this.forms()]) };
  }

  /** What is wrong with a point whose last components nothing takes that its alias stands for: see {@link explainSuffix}. */
  mismatchBehind(point: ProbePoint, alias: string, stranger: ProbeComponent, isWhole: boolean): Mismatch {
    return explainSuffix(point, alias, stranger, isWhole, this.forms());
  }

  /**
   * Everything that can be written, as forms with their literals' types; with a point, only what its names match,
   * literals aside: `timer.*` gives `timer.ms(number)`.
   */
  forms(point?: ProbePoint): readonly string[] {
    const all: KnownForm[] = [...knownForms(this.#root, this.#words), ...this.#otherForms.map(splitForm)];
    const kept = point ? all.filter(({ words }) => matchesNames(point.components.map(({ name }) => name), words)) : all;
    return [...new Set(kept.map(({ form }) => form))];
  }
}

/** Whether written component names, wildcards and all, match a point's words. */
export function matchesNames(written: readonly string[], words: readonly string[]): boolean {
  const [first, ...rest] = written;
  const [word, ...others] = words;
  if (first === undefined || word === undefined) return first === word;
  const split = splitDoubleStar(first);
  if (split === undefined) return matchesComponent(first, word) && matchesNames(rest, others);
  return matchesNames([split.one, ...rest], words) || matchesNames([split.head, split.tail, ...rest], words);
}

class Search {
  readonly routes: Route[] = [];
  /** The failure that came furthest. */
  failure: MatchFailure | undefined;
  /** Routes found already: `**` can be split in more than one way that leads to the same place. */
  readonly #seen = new Set<string>();

  constructor(readonly words: VariableWords) {}

  walk(route: Route): void {
    const { node, rest } = route;
    const component = rest[0];
    if (component === undefined) {
      if (node.patterns.length > 0 || node.aliases.length > 0) this.#found(route);
      else this.#failed(route);
      return;
    }
    const split = splitDoubleStar(component.name);
    if (split !== undefined) {
      this.walk({ ...route, rest: [{ ...component, name: split.one }, ...rest.slice(1)] });
      this.walk({ ...route, rest: [{ ...component, name: split.head, param: undefined }, { ...component, name: split.tail }, ...rest.slice(1)] });
      return;
    }
    const before = this.routes.length;
    const wild = component.name.includes("*");
    const steps = wild ? node.allSteps(this.words).filter(({ name }) => matchesComponent(component.name, name)) : node.steps(component.name, this.words);
    const fitting = steps.filter(({ edge }) => edge.component.literal === literalType(component.param));
    for (const step of fitting) this.#follow(route, component, step);
    if (fitting.length === 0) this.#failed(route);
    if (this.routes.length === before && node.aliases.length > 0) this.#found(route);
  }

  #follow(route: Route, component: ProbeComponent, { name, edge }: Step): void {
    const taken: MatchedComponent = { name, literal: component.param?.value, span: component.span };
    this.walk({ node: edge.node, taken: [...route.taken, taken], rest: route.rest.slice(1) });
  }

  #found(route: Route): void {
    const key = `${pointText(route.taken)} ${route.rest.map(({ name }) => name).join(".")}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.routes.push(route);
  }

  #failed({ node, taken, rest }: Route): void {
    if (this.failure === undefined || taken.length > this.failure.taken.length) {
      this.failure = { node, taken, component: rest[0] };
    }
  }
}

function candidatesAt({ node, taken, rest }: Route, span: Span): Candidate[] {
  const written = [...taken, ...rest.map(({ name, param }) => ({ name, literal: param?.value }))];
  const text = pointText(written);
  const aliases = node.aliases.map((alias): Candidate => ({ kind: "alias", alias, suffix: rest, text }));
  if (rest.length > 0) return aliases;
  const families = node.patterns.map(
    ({ family, pattern }): Candidate => ({ kind: "family", family, match: { pattern, components: taken, text, span } }),
  );
  return [...aliases, ...families];
}

/** `x**y` as one component `x*y`, and as two, `x*` and `**y`. */
function splitDoubleStar(name: string): { one: string; head: string; tail: string } | undefined {
  const at = name.indexOf("**");
  if (at < 0) return undefined;
  const before = name.slice(0, at);
  const after = name.slice(at + 2);
  return { one: `${before}*${after}`, head: `${before}*`, tail: `**${after}` };
}

function matchesComponent(pattern: string, name: string): boolean {
  if (!pattern.includes("*")) return pattern === name;
  // Between the stars are identifiers' characters only.
  return new RegExp(`^${pattern.replaceAll(/\*+/g, ".*")}$`).test(name);
}

function splitForm(form: string): KnownForm {
  return { words: form.replace(/\([^)]*\)/g, "").split("."), form };
}
