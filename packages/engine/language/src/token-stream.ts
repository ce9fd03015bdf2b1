import type { Diagnostic } from "./diagnostic.js";
import { type Span, joinSpans, spanText } from "./source.js";
import { type SyntaxErrorId, spanError, syntaxError } from "./syntax-errors.js";
import type { Token, TokenSource } from "./token.js";

/** How deep statements and expressions may nest: what is deeper would overflow the stack of the passes that follow. */
const MAX_NESTING = 256;

/** Thrown to leave a construct that doesn't parse, and caught where parsing goes on; it has been reported already. */
export class ParseFailure extends Error {
  override readonly name = "ParseFailure";
}

// One for all: the place is in the diagnostic, and a stack trace costs more than all of the parsing.
const failure = new ParseFailure("syntax error");

/** The parser's view of the tokens: one current token, one token of lookahead, and where errors go. */
export class TokenStream {
  current: Token;
  /** The last token that was taken. */
  last: Token;
  /** Whether a `return` may stand here. */
  inFunction = false;
  /** Whether the last part of `?:` may be an assignment, as in old versions of the language. */
  ternaryHoldsAssignment = false;
  #ahead: Token | undefined;
  #depth = 0;

  constructor(
    readonly source: TokenSource,
    readonly diagnostics: Diagnostic[],
  ) {
    this.current = source.next();
    this.last = this.current;
  }

  /** The token after the current one. */
  peek(): Token {
    return (this.#ahead ??= this.source.next());
  }

  /** Takes the current token. */
  advance(): Token {
    this.last = this.current;
    this.current = this.#ahead ?? this.source.next();
    this.#ahead = undefined;
    return this.last;
  }

  /** Whether the current token is this operator. */
  at(operator: string): boolean {
    return this.current.text === operator && this.current.type === "operator";
  }

  /** Whether the current token is this keyword. */
  atKeyword(keyword: string): boolean {
    return this.current.text === keyword && this.current.type === "keyword";
  }

  /** Takes the current token if it is this operator. */
  accept(operator: string): boolean {
    if (!this.at(operator)) return false;
    this.advance();
    return true;
  }

  /** Takes the current token if it is this keyword. */
  acceptKeyword(keyword: string): boolean {
    if (!this.atKeyword(keyword)) return false;
    this.advance();
    return true;
  }

  /** Takes this operator; anything else is an error. */
  expect(operator: string): Token {
    if (!this.at(operator)) this.fail("expected-token", `'${operator}'`);
    return this.advance();
  }

  /** Takes this closing bracket; anything else is an error, which tells where it was opened. */
  close(operator: ")" | "]" | "}", opened: Span, orElse = ""): void {
    if (!this.at(operator)) this.fail("expected-token", `${orElse}'${operator}'`, openedAt(opened));
    this.advance();
  }

  /** Takes an identifier; anything else is an error. */
  expectIdentifier(): Token {
    if (this.current.type !== "identifier") this.fail("expected-identifier");
    return this.advance();
  }

  /** Reports the current token and gives the construct up. */
  fail(id: SyntaxErrorId, word?: string, hint?: string): never {
    this.#add(syntaxError(id, this.current, word, hint === undefined ? {} : { hints: [hint] }));
    throw failure;
  }

  /** Reports a place and goes on. */
  report(id: SyntaxErrorId, span: Span): void {
    this.#add(spanError(id, span));
  }

  /** The span from a token (or node) to the last token taken. */
  spanFrom(first: Span): Span {
    const { last } = this;
    if (first.source === last.source && first.expansion === last.expansion) {
      return { source: first.source, start: first.start, end: last.end, expansion: first.expansion };
    }
    return joinSpans(first, last);
  }

  /** How deep the parser is nested; put back after a failure was caught. */
  get depth(): number {
    return this.#depth;
  }

  set depth(depth: number) {
    this.#depth = depth;
    if (depth > MAX_NESTING) this.fail("too-deep");
  }

  /** One mistake is said once, however many constructs give up on it. */
  #add(diagnostic: Diagnostic): void {
    const { span } = diagnostic;
    const previous = this.diagnostics.at(-1)?.span;
    if (previous !== undefined && span?.source === previous.source && span.start === previous.start) return;
    this.diagnostics.push(diagnostic);
  }
}

/** A hint to the bracket that is still open. */
export function openedAt(opened: Span): string {
  const { line, column } = opened.source.position(opened.start);
  return `close the '${spanText(opened).slice(0, 1)}' of line ${line}, column ${column}`;
}
