import type { Automaton } from "@tapset/core";
import { determinise } from "./determinise.js";
import { parseRegex } from "./parse-regex.js";
import { regexGraph } from "./regex-graph.js";
import { PatternError, type RegexSyntax } from "./syntax.js";

/** A regular expression of `=~` and the automata made from it. */
export class Regex {
  readonly #syntax: RegexSyntax;
  readonly #finders = new Map<number, Automaton>();
  /** Says whether it matches. */
  readonly matcher: Automaton;

  /** @throws PatternError when the pattern is not well-formed or too large */
  constructor(readonly pattern: string) {
    if (pattern.includes("\0")) throw new PatternError("a regular expression can't hold a NUL: strings end there");
    this.#syntax = parseRegex(pattern);
    this.matcher = this.#automaton(undefined);
  }

  /** How many subexpressions it has. */
  get groups(): number {
    return this.#syntax.groups;
  }

  /**
   * Finds a subexpression; 0 is all that matched.
   *
   * @throws PatternError when that makes the automaton too large
   */
  finder(group: number): Automaton {
    let finder = this.#finders.get(group);
    if (finder === undefined) {
      finder = this.#automaton(group);
      this.#finders.set(group, finder);
    }
    return finder;
  }

  #automaton(part: number | undefined): Automaton {
    return determinise(this.pattern, regexGraph(this.pattern, this.#syntax.root, part), part !== undefined);
  }
}
