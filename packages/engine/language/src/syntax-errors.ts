import { type Diagnostic, type DiagnosticDetails, diagnostic } from "./diagnostic.js";
import { closest, didYouMean } from "./edit-distance.js";
import { type Span, spanText } from "./source.js";
import { type Token, declarationKeywords, describeToken, tokenSpan } from "./token.js";

/** A rule of syntax: the words for breaking it, made of what varies, and the way out. */
interface Rule {
  readonly message: (word: string) => string;
  readonly hint?: string;
}

/** The rules of syntax by their stable names. */
const rules = {
  // What the lexer can't read. The word is the text itself.
  "unterminated-string": { message: () => "unterminated string", hint: "close the string with '\"' on the same line" },
  "unterminated-comment": { message: () => "unterminated comment", hint: "close the comment with '*/'" },
  "unterminated-embedded": { message: () => "unterminated embedded C", hint: "close the embedded C with '%}'" },
  "unexpected-character": { message: (character) => `unexpected character '${character}'` },
  "argument-out-of-range": {
    message: (argument) => `command line argument '${argument}' out of range`,
    hint: "give the script more arguments, or ask with %( $# >= … %? … %) whether it is there",
  },

  // What the parser wanted. The word is what would have been right.
  "expected-token": { message: (wanted) => `expected ${wanted}` },
  "expected-expression": { message: () => "expected literal string or number, or another expression" },
  "expected-statement": { message: () => "expected statement" },
  "expected-declaration": {
    message: () => "expected 'probe', 'global', 'private', 'function', or '%{'",
    hint: "put statements into a probe's or a function's braces",
  },
  "expected-identifier": { message: () => "expected identifier" },
  "expected-string": { message: () => "expected string literal", hint: "write the text in double quotes" },
  "expected-number": { message: () => "expected number", hint: "write a number, not an expression" },
  "expected-type": { message: () => "expected 'string' or 'long'" },
  "expected-probe-point": {
    message: () => "expected probe point",
    hint: "write words joined by dots, such as a.b(1).c(\"x\")",
  },
  "number-out-of-range": {
    message: () => "number invalid or out of range",
    hint: "write a decimal, octal (0…) or hexadecimal (0x…) number of at most 64 bits",
  },
  "unknown-operator": {
    message: (name) => `unknown operator ${name}`,
    hint: "define the macro with @define, or load the library macro file (.stpm) that defines it",
  },
  "too-deep": { message: () => "nested too deeply", hint: "split the expression or the statement into several" },

  // What reads well but may not be.
  "array-size-out-of-range": { message: () => "array size out of range", hint: "give a size from 1 to 1000000000" },
  "array-initialised": {
    message: () => "only scalar globals can be initialised",
    hint: "assign the array's elements in a probe handler",
  },
  "alias-name-decorated": {
    message: () => "probe point alias name cannot be optional, sufficient or conditional",
    hint: "put '?', '!' or 'if' behind the points on the right",
  },
  "alias-both-epilogue": {
    message: () => "combined prologue and epilogue cannot be defined with '+='",
    hint: "use '=' for an alias with both",
  },
  "suffix-inside": {
    message: () => "'?', '!' or condition must only be specified in suffix",
    hint: "put it behind the last component",
  },
  "too-many-points": { message: () => "braces expand to too many probe points", hint: "use a wildcard" },
  "pretty-print-followed": {
    message: () => "-> and [ are not accepted for a pretty-printing variable",
    hint: "put '$' or '$$' behind the last field",
  },
  "several-sorts": { message: () => "multiple sort directives", hint: "leave one '+' or '-'" },
  "return-outside-function": {
    message: () => "found 'return' not in function context",
    hint: "use 'next' to leave a probe handler",
  },

  // Preprocessor. The word is the macro's name where there is one.
  "macro-redefined": { message: (name) => `attempt to redefine macro '${name}' in the same file` },
  "macro-recursive": { message: (name) => `recursive invocation of macro '${name}'` },
  "macro-too-few-arguments": { message: (name) => `too few parameters for macro '${name}'` },
  "macro-too-many-arguments": {
    message: (name) => `too many parameters for macro '${name}'`,
    hint: "put parentheses around a parameter that has a comma",
  },
  "macro-without-arguments": {
    message: (name) => `expected '(' in invocation of macro '${name}'`,
    hint: "put what its parameters stand for into parentheses behind it",
  },
  "macro-arguments-open": { message: (name) => `expected ')' in invocation of macro '${name}'` },
  "macro-incomplete": { message: () => "incomplete macro definition", hint: "close the macro's body with '%)'" },
  "macros-only": { message: () => "expected '@define': a library macro file holds nothing else" },
  "condition-invalid": { message: (wanted) => `expected ${wanted}` },
  "conditional-incomplete": { message: () => "incomplete conditional at end of file", hint: "close it with '%)'" },
  "conditional-without-marker": { message: () => "expected '%?' marker for conditional" },
  "conditional-stray": { message: () => "incomplete conditional: missing '%('" },
} satisfies Record<string, Rule>;

/** The name of a rule of syntax. */
export type SyntaxErrorId = keyof typeof rules;

/** A rule that the lexer found broken: the text of a junk token. */
export type JunkId = Extract<SyntaxErrorId, `unterminated-${string}` | "unexpected-character" | "argument-out-of-range">;

/** A parse error at a token, which is named as what was seen there. */
export function syntaxError(id: SyntaxErrorId, token: Token, word = "", details: DiagnosticDetails = {}): Diagnostic {
  const span = tokenSpan(token);
  // Junk has its own trouble, whatever was expected in its place.
  if (token.type === "junk") {
    const hint = junkHints[spanText(span)];
    return spanError(token.text as JunkId, span, spanText(span), hint === undefined ? {} : { hints: [hint] });
  }
  const hints = [...declarationHints(id, token), ...keywordHints(id, token), ...(details.hints ?? [])];
  return spanError(id, span, word, { ...details, hints, subject: describeToken(token) });
}

/** Keywords that go on with a statement, with what has to stand in front of them. */
const continuations: Readonly<Record<string, string>> = {
  else: "put one statement, or several in braces, between 'if (…)' and 'else'",
  catch: "put 'catch' behind the block of a 'try'",
};

/** What is told of a token whatever was expected in its place. */
const junkHints: Readonly<Record<string, string>> = { "'": "write strings in double quotes" };

/** A declaration's keyword that is mistyped. */
function declarationHints(id: SyntaxErrorId, { text, type }: Token): readonly string[] {
  return id === "expected-declaration" && type === "identifier" ? didYouMean(closest(text.toLowerCase(), declarationKeywords)) : [];
}

function keywordHints(id: SyntaxErrorId, { text, type }: Token): string[] {
  const wantsName = id === "expected-identifier" || id === "expected-expression" || id === "expected-statement";
  if (!wantsName || type !== "keyword" || declarationKeywords.has(text)) return [];
  return [continuations[text] ?? `choose another name: '${text}' is a keyword`];
}

/** A parse error at a span. */
export function spanError(id: SyntaxErrorId, span: Span, word = "", details: DiagnosticDetails = {}): Diagnostic {
  const rule: Rule = rules[id];
  const hints = [...(details.hints ?? []), ...(rule.hint === undefined ? [] : [rule.hint])];
  return diagnostic(id, rule.message(word), span, { ...details, phase: "parse", hints });
}
