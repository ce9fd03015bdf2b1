import { type Diagnostic, diagnostic } from "./diagnostic.js";
import type { Span } from "./source.js";
import { type Token, describeToken, tokenSpan } from "./token.js";

/** The rules of syntax by their stable names, each with the words for breaking it. */
const syntaxErrors = {
  junk: (message: string) => message,
  "expected-token": (what: string) => `expected ${what}`,
  "expected-expression": () => "expected literal string or number, or another expression",
  "expected-statement": () => "expected statement",
  "expected-declaration": () => "expected 'probe', 'global', 'private', 'function', or '%{'",
  "expected-identifier": () => "expected identifier",
  "expected-string": () => "expected string",
  "expected-number": () => "expected number",
  "expected-type": () => "expected 'string' or 'long'",
  "expected-probe-point": () => "expected probe point",
  "number-out-of-range": () => "number invalid or out of range",
  "array-size-out-of-range": () => "array size out of range",
  "array-initialised": () => "only scalar globals can be initialised",
  "alias-name-decorated": () => "probe point alias name cannot be optional, sufficient or conditional",
  "alias-both-epilogue": () => "combined prologue and epilogue cannot be defined with '+='",
  "suffix-inside": () => "'?', '!' or condition must only be specified in suffix",
  "too-many-points": () => "braces expand to too many probe points",
  "pretty-print-followed": () => "-> and [ are not accepted after a pretty-printing '$'",
  "several-sorts": () => "multiple sort directives",
  "return-outside-function": () => "found 'return' not in function context",
  "unknown-operator": (name: string) => `unknown operator ${name}`,
  "too-deep": () => "nested too deeply",
  "macro-redefined": (name: string) => `attempt to redefine macro '${name}' in the same file`,
  "macro-recursive": (name: string) => `recursive invocation of macro '${name}'`,
  "macro-arguments": (name: string, expected: string) => `wrong number of parameters for macro '${name}' (expected ${expected})`,
  "macro-incomplete": () => "incomplete macro definition: missing '%)'",
  "macro-invocation-incomplete": (name: string) => `expected '(' and ')' in invocation of macro '${name}'`,
  "macros-only": () => "expected '@define': a library macro file holds nothing else",
  "condition-invalid": (why: string) => why,
  "conditional-incomplete": () => "incomplete conditional: missing '%)'",
  "conditional-without-marker": () => "expected '%?' marker for conditional",
  "conditional-stray": () => "incomplete conditional: missing '%('",
} satisfies Record<string, (...words: string[]) => string>;

/** The name of a rule of syntax. */
export type SyntaxErrorId = keyof typeof syntaxErrors;

/** What the rule's words are made of. */
export type SyntaxErrorWords<K extends SyntaxErrorId> = Parameters<(typeof syntaxErrors)[K]>;

/** A parse error at a token, which is named as what was seen there. */
export function syntaxError<K extends SyntaxErrorId>(
  id: K,
  token: Token,
  words: SyntaxErrorWords<K>,
  hints: readonly string[] = [],
): Diagnostic {
  // Junk says itself what is wrong with it, whatever was expected in its place.
  if (token.type === "junk") return diagnostic("junk", token.text, tokenSpan(token), { phase: "parse", hints });
  return spanError(id, tokenSpan(token), words, hints, describeToken(token));
}

/** A parse error at a span. */
export function spanError<K extends SyntaxErrorId>(
  id: K,
  span: Span,
  words: SyntaxErrorWords<K>,
  hints: readonly string[] = [],
  subject?: string,
): Diagnostic {
  const message = (syntaxErrors[id] as (...words: string[]) => string)(...words);
  return diagnostic(id, message, span, { phase: "parse", hints, subject });
}
