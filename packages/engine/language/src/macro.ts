import type { Span } from "./source.js";
import type { Token } from "./token.js";

/** A macro: `@define NAME %( BODY %)` or `@define NAME(PARAMS) %( BODY %)`. */
export interface Macro {
  /** With its `@`. */
  readonly name: string;
  readonly span: Span;
  /** Undefined for a macro that is invoked without parentheses. */
  readonly params: readonly string[] | undefined;
  readonly body: readonly Token[];
}

/** Macros by their name, with its `@`. */
export type Macros = ReadonlyMap<string, Macro>;
