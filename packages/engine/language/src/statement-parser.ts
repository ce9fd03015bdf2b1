import type { Block, Expression, ExtractorName, Foreach, Sort, Statement, Variable } from "./ast.js";
import { parseExpression, parseIndexable, parseKeys } from "./expression-parser.js";
import { EXTRACTORS } from "./operators.js";
import type { Span } from "./source.js";
import { ParseFailure, type TokenStream, openedAt } from "./token-stream.js";
import { declarationKeywords, tokenSpan } from "./token.js";

/** Parses a statement whose keyword has been taken; `first` is the keyword's place. */
type StatementParser = (tokens: TokenStream, first: Span) => Statement;

const STATEMENTS: ReadonlyMap<string, StatementParser> = new Map<string, StatementParser>([
  ["if", parseIf],
  ["while", parseWhile],
  ["for", parseFor],
  ["foreach", parseForeach],
  ["try", parseTry],
  ["return", parseReturn],
  ["delete", parseDelete],
  ["break", (tokens, first) => ended(tokens, { kind: "Break", span: first })],
  ["continue", (tokens, first) => ended(tokens, { kind: "Continue", span: first })],
  ["next", (tokens, first) => ended(tokens, { kind: "Next", span: first })],
]);

/** A statement. A `;` behind one that needs it as an end is part of it; any other is an empty statement. */
export function parseStatement(tokens: TokenStream): Statement {
  const { depth } = tokens;
  tokens.depth = depth + 1;
  const statement = parseOne(tokens);
  tokens.depth = depth;
  return statement;
}

function parseOne(tokens: TokenStream): Statement {
  const token = tokens.current;
  const first = tokenSpan(token);
  if (token.type === "keyword") {
    const parse = STATEMENTS.get(token.text) ?? tokens.fail("expected-statement");
    tokens.advance();
    return parse(tokens, first);
  }
  if (tokens.at("{")) return parseBlock(tokens);
  if (tokens.accept(";")) return { kind: "Empty", span: first };
  if (token.type === "embedded") {
    tokens.advance();
    return { kind: "EmbeddedC", span: first, code: token.text };
  }
  const expression = parseExpression(tokens);
  return ended(tokens, { kind: "ExpressionStatement", span: expression.span, expression });
}

/** Takes the `;` that may end a statement. */
function ended<S extends Statement>(tokens: TokenStream, statement: S): S {
  tokens.accept(";");
  return statement;
}

/** `{ … }`; a statement that doesn't parse is reported and left out. */
export function parseBlock(tokens: TokenStream): Block {
  const first = tokenSpan(tokens.expect("{"));
  const statements: Statement[] = [];
  const { depth } = tokens;
  while (!tokens.accept("}")) {
    if (atBodyEnd(tokens)) tokens.fail("expected-statement", undefined, openedAt(first));
    try {
      statements.push(parseStatement(tokens));
    } catch (error) {
      if (!(error instanceof ParseFailure) || !skipStatement(tokens)) throw error;
      tokens.depth = depth;
    }
  }
  return { kind: "Block", span: tokens.spanFrom(first), statements };
}

/**
 * Moves to where the next statement of the block seems to begin: behind a `;` or a whole `{ … }`, or at a `}`.
 * False when the file or the next declaration comes first: then the block can't be saved.
 */
function skipStatement(tokens: TokenStream): boolean {
  for (let depth = 0; ; ) {
    if (atBodyEnd(tokens)) return false;
    const { text, type } = tokens.current;
    if (type === "operator" && text === "}" && depth === 0) return true;
    tokens.advance();
    if (type !== "operator") continue;
    if (text === "{") depth++;
    const isClosed = text === "}" && --depth === 0;
    // What follows a broken `if` or `try` belongs to it.
    if ((isClosed || (text === ";" && depth === 0)) && !tokens.atKeyword("else") && !tokens.atKeyword("catch")) return true;
  }
}

/** Whether all bodies must be over here: at the end of the file, or at a declaration. */
function atBodyEnd({ current }: TokenStream): boolean {
  return current.type === "end" || (current.type === "keyword" && declarationKeywords.has(current.text));
}

/** `(expression)` */
function parseCondition(tokens: TokenStream): Expression {
  const open = tokens.expect("(");
  const condition = parseExpression(tokens);
  tokens.close(")", open);
  return condition;
}

function parseIf(tokens: TokenStream, first: Span): Statement {
  const condition = parseCondition(tokens);
  const then = parseStatement(tokens);
  const otherwise = tokens.acceptKeyword("else") ? parseStatement(tokens) : undefined;
  return { kind: "If", span: tokens.spanFrom(first), condition, then, otherwise };
}

function parseWhile(tokens: TokenStream, first: Span): Statement {
  const condition = parseCondition(tokens);
  const body = parseStatement(tokens);
  return { kind: "While", span: tokens.spanFrom(first), condition, body };
}

function parseFor(tokens: TokenStream, first: Span): Statement {
  const open = tokens.expect("(");
  const init = tokens.at(";") ? undefined : parseExpression(tokens);
  tokens.expect(";");
  const condition = tokens.at(";") ? undefined : parseExpression(tokens);
  tokens.expect(";");
  const update = tokens.at(")") ? undefined : parseExpression(tokens);
  tokens.close(")", open);
  const body = parseStatement(tokens);
  return { kind: "For", span: tokens.spanFrom(first), init, condition, update, body };
}

function parseTry(tokens: TokenStream, first: Span): Statement {
  const body = parseBlock(tokens);
  if (!tokens.acceptKeyword("catch")) tokens.fail("expected-token", "'catch'");
  let variable: Variable | undefined;
  if (tokens.at("(")) {
    const open = tokens.advance();
    variable = parseVariable(tokens);
    tokens.close(")", open);
  }
  const handler = parseBlock(tokens);
  return { kind: "Try", span: tokens.spanFrom(first), body, variable, handler };
}

function parseReturn(tokens: TokenStream, first: Span): Statement {
  if (!tokens.inFunction) tokens.report("return-outside-function", first);
  const value = tokens.at(";") || tokens.at("}") ? undefined : parseExpression(tokens);
  return ended(tokens, { kind: "Return", span: tokens.spanFrom(first), value });
}

function parseDelete(tokens: TokenStream, first: Span): Statement {
  const target = parseExpression(tokens);
  return ended(tokens, { kind: "Delete", span: tokens.spanFrom(first), target });
}

function parseVariable(tokens: TokenStream): Variable {
  const name = tokens.expectIdentifier();
  if (name.text.startsWith("$")) tokens.report("expected-identifier", tokenSpan(name));
  return { kind: "Variable", span: tokenSpan(name), name: name.text };
}

// ─── foreach ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `(value = [key, key] in array[slice] order limit n) body` */
function parseForeach(tokens: TokenStream, first: Span): Foreach {
  const open = tokens.expect("(");
  const sorts: Sort[] = [];
  const { keys, value } = parseBindings(tokens, sorts);
  if (!tokens.acceptKeyword("in")) tokens.fail("expected-token", "'in'");
  const array = parseIndexable(tokens);
  const slice = tokens.at("[") ? parseKeys(tokens) : undefined;
  parseArrayOrder(tokens, sorts);
  for (const sort of sorts.slice(1)) tokens.report("several-sorts", sort.span);
  const limit = tokens.acceptKeyword("limit") ? parseExpression(tokens) : undefined;
  tokens.close(")", open);
  const body = parseStatement(tokens);
  const span = tokens.spanFrom(first);
  return { kind: "Foreach", span, keys, value, array, slice, sort: sorts[0], limit, body };
}

/** `key`, `[key, key]`, or either behind `value =`; each may carry an order, the value's being the array's. */
function parseBindings(tokens: TokenStream, sorts: Sort[]): Pick<Foreach, "keys" | "value"> {
  if (tokens.at("[")) return { keys: parseBindingTuple(tokens, sorts), value: undefined };
  const variable = parseVariable(tokens);
  const order = parseOrder(tokens, 0);
  if (!tokens.accept("=")) {
    if (order !== undefined) sorts.push(order);
    return { keys: [variable], value: undefined };
  }
  if (order !== undefined) sorts.push({ ...order, by: "value" });
  const keys = tokens.at("[") ? parseBindingTuple(tokens, sorts) : [parseBinding(tokens, 0, sorts)];
  return { keys, value: variable };
}

function parseBindingTuple(tokens: TokenStream, sorts: Sort[]): Variable[] {
  const keys: Variable[] = [];
  const open = tokens.expect("[");
  do keys.push(parseBinding(tokens, keys.length, sorts));
  while (tokens.accept(","));
  tokens.close("]", open, "',' or ");
  return keys;
}

function parseBinding(tokens: TokenStream, index: number, sorts: Sort[]): Variable {
  const key = parseVariable(tokens);
  const order = parseOrder(tokens, index);
  if (order !== undefined) sorts.push(order);
  return key;
}

/** `+`, `-`, or behind an extractor's name `@sum+`. */
function parseArrayOrder(tokens: TokenStream, sorts: Sort[]): void {
  const { text, type } = tokens.current;
  if (type !== "at") {
    const order = parseOrder(tokens, "value");
    if (order !== undefined) sorts.push(order);
    return;
  }
  const first = tokenSpan(tokens.current);
  const aggregate = text.slice(1) as ExtractorName;
  if (!EXTRACTORS.includes(aggregate)) tokens.fail("expected-token", "statistical operation");
  tokens.advance();
  const order = parseOrder(tokens, "value") ?? tokens.fail("expected-token", "sort directive '+' or '-'");
  sorts.push({ ...order, span: tokens.spanFrom(first), aggregate });
}

function parseOrder(tokens: TokenStream, by: Sort["by"]): Sort | undefined {
  const span = tokenSpan(tokens.current);
  if (tokens.accept("+")) return { kind: "Sort", span, by, direction: "ascending", aggregate: undefined };
  if (tokens.accept("-")) return { kind: "Sort", span, by, direction: "descending", aggregate: undefined };
  return undefined;
}
