import type { Expansion, Source, Span } from "./source.js";

/**
 * What a token is. `at` is `@name`; `embedded` is `%{ … %}`; `junk` is text that is no token, which is
 * reported only when the parser reaches it, so that a conditional can skip it.
 */
export type TokenType =
  | "identifier"
  | "keyword"
  | "number"
  | "string"
  | "operator"
  | "at"
  | "embedded"
  | "junk"
  | "end";

/** A token: a span with a meaning. */
export interface Token extends Span {
  readonly type: TokenType;
  /** The text; of a string its value, of embedded C the code, of junk the name of the rule that it breaks. */
  readonly text: string;
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  readonly expansion: Expansion | undefined;
  /** The documentation comment right in front. */
  readonly doc: string | undefined;
}

/** Anything tokens are pulled from; after the last comes `end`, for ever. */
export interface TokenSource {
  next(): Token;
}

/** Words that are no names, except as probe point components and after `->`. */
export const keywords: ReadonlySet<string> = new Set([
  "break",
  "catch",
  "continue",
  "delete",
  "else",
  "for",
  "foreach",
  "function",
  "global",
  "if",
  "in",
  "limit",
  "long",
  "next",
  "private",
  "probe",
  "return",
  "string",
  "try",
  "while",
]);

/** Keywords that begin a declaration, at the top of a file. */
export const declarationKeywords: ReadonlySet<string> = new Set(["function", "global", "private", "probe"]);

/** A token as messages name it: `identifier 'x'`, `operator '+='`, `end of file`. */
export function describeToken(token: Token): string {
  if (token.type === "end") return "end of file";
  if (token.type === "embedded") return "embedded C";
  if (token.type === "junk") return "junk";
  const type = token.type === "at" ? "operator" : token.type;
  const text = token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text;
  return `${type} '${text}'`;
}

/** The span of a token alone, without the token. */
export function tokenSpan(token: Token): Span {
  return { source: token.source, start: token.start, end: token.end, expansion: token.expansion };
}
