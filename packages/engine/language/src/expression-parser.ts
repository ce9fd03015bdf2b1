import type {
  Accessor,
  AssignmentOperator,
  BinaryOperator,
  Expression,
  ExtractorName,
  Histogram,
  Key,
  TargetVariable,
  Variable,
} from "./ast.js";
import { closest, didYouMean } from "./edit-distance.js";
import { parseCount, parseNumberLiteral, parseSignedNumber, parseString } from "./literal-parser.js";
import { ASSIGNMENT_OPERATORS, BINARY_LEVELS, COMPARISON, EXTRACTORS, LOWEST, MEMBERSHIP } from "./operators.js";
import type { Span } from "./source.js";
import type { TokenStream } from "./token-stream.js";
import { type Token, tokenSpan } from "./token.js";

/** The longest chain of operators on one level, such as `a . b . c …`: each makes the tree one deeper. */
const MAX_CHAIN = 1000;

/** An expression: assignments, right to left, over ternaries. */
export function parseExpression(tokens: TokenStream): Expression {
  const { depth } = tokens;
  tokens.depth = depth + 1;
  const first = tokenSpan(tokens.current);
  let expression = parseTernary(tokens);
  if (tokens.current.type === "operator" && ASSIGNMENT_OPERATORS.has(tokens.current.text)) {
    const operator = tokens.advance().text as AssignmentOperator;
    const value = parseExpression(tokens);
    expression = { kind: "Assignment", span: tokens.spanFrom(first), operator, target: expression, value };
  }
  tokens.depth = depth;
  return expression;
}

function parseTernary(tokens: TokenStream): Expression {
  const first = tokenSpan(tokens.current);
  const condition = parseBinary(tokens, LOWEST);
  if (!tokens.accept("?")) return condition;
  const { depth } = tokens;
  tokens.depth = depth + 1;
  const then = parseExpression(tokens);
  tokens.expect(":");
  const otherwise = tokens.ternaryHoldsAssignment ? parseExpression(tokens) : parseTernary(tokens);
  tokens.depth = depth;
  return { kind: "Ternary", span: tokens.spanFrom(first), condition, then, otherwise };
}

/**
 * Operators with two sides, from a level upwards. All chain to the left, but `in` and `=~` take no second helping:
 * what may follow them is limited by `most`.
 */
function parseBinary(tokens: TokenStream, least: number): Expression {
  const first = tokenSpan(tokens.current);
  let left: Expression;
  let most = Number.POSITIVE_INFINITY;
  if (least <= MEMBERSHIP && tokens.at("[")) {
    left = parseTupleMembership(tokens);
    most = MEMBERSHIP - 1;
  } else left = parseUnary(tokens);

  for (let length = 0; ; length++) {
    const { text, type } = tokens.current;
    const level = type === "operator" || type === "keyword" ? BINARY_LEVELS.get(text) : undefined;
    if (level === undefined || level < least || level > most) return left;
    if (length === MAX_CHAIN) tokens.fail("too-deep");
    if (level === MEMBERSHIP) {
      tokens.advance();
      const array = parseIndexable(tokens);
      left = { kind: "Membership", span: tokens.spanFrom(first), keys: [left], array };
      most = MEMBERSHIP - 1;
    } else if (text === "=~" || text === "!~") {
      if (most <= COMPARISON) return left;
      tokens.advance();
      const pattern = parseString(tokens);
      left = { kind: "Match", span: tokens.spanFrom(first), operand: left, negated: text === "!~", pattern };
      most = COMPARISON - 1;
    } else {
      const operatorSpan = tokenSpan(tokens.current);
      tokens.advance();
      const right = parseBinary(tokens, level + 1);
      left = { kind: "Binary", span: tokens.spanFrom(first), operator: text as BinaryOperator, operatorSpan, left, right };
      most = level;
    }
  }
}

/** `[key, *] in array` */
function parseTupleMembership(tokens: TokenStream): Expression {
  const first = tokenSpan(tokens.current);
  const keys = parseKeys(tokens);
  if (!tokens.acceptKeyword("in")) tokens.fail("expected-token", "'in'");
  const array = parseIndexable(tokens);
  return { kind: "Membership", span: tokens.spanFrom(first), keys, array };
}

function parseUnary(tokens: TokenStream): Expression {
  const token = tokens.current;
  if (token.type !== "operator") return parsePostfix(tokens);
  const first = tokenSpan(token);
  switch (token.text) {
    case "+":
    case "-":
    case "!":
    case "~": {
      const { depth } = tokens;
      tokens.depth = depth + 1;
      tokens.advance();
      const operand = parseUnary(tokens);
      tokens.depth = depth;
      return { kind: "Unary", span: tokens.spanFrom(first), operator: token.text, operand };
    }
    case "++":
    case "--": {
      tokens.advance();
      const target = parseValue(tokens);
      return { kind: "Update", span: tokens.spanFrom(first), operator: token.text, prefix: true, target };
    }
    default:
      return parsePostfix(tokens);
  }
}

/** A value, `value++` or `value--`. */
function parsePostfix(tokens: TokenStream): Expression {
  const first = tokenSpan(tokens.current);
  const target = parseValue(tokens);
  const { text, type } = tokens.current;
  if (type !== "operator" || (text !== "++" && text !== "--")) return target;
  tokens.advance();
  return { kind: "Update", span: tokens.spanFrom(first), operator: text, prefix: false, target };
}

/** A primary expression with what is read through it: `&`, `->field`, `[index]`, `$`. */
function parseValue(tokens: TokenStream): Expression {
  const first = tokenSpan(tokens.current);
  const addressOf = tokens.accept("&");
  const { text, type } = tokens.current;
  if (type === "identifier" && text.charCodeAt(0) === DOLLAR) return parseTargetVariable(tokens, first, addressOf);
  const operand = parsePrimary(tokens);
  if (type === "at" && (operand.kind === "Cast" || operand.kind === "AtVar")) {
    const accessors = parseAccessors(tokens, []);
    return { ...operand, span: tokens.spanFrom(first), accessors, addressOf };
  }
  if (!addressOf && !tokens.at("->") && !tokens.at("[")) return operand;
  const accessors = parseAccessors(tokens, []);
  return { kind: "Autocast", span: tokens.spanFrom(first), operand, accessors, addressOf };
}

const DOLLAR = 0x24;

function parseTargetVariable(tokens: TokenStream, first: Span, addressOf: boolean): TargetVariable {
  const token = tokens.current;
  const { name, pretty } = splitPretty(token);
  if (/^\$*$/.test(name)) tokens.fail("expected-identifier");
  tokens.advance();
  const accessors = parseAccessors(tokens, pretty);
  return { kind: "TargetVariable", span: tokens.spanFrom(first), name, accessors, addressOf };
}

/** Takes a pretty-printing `$` or `$$`, which the lexer leaves on the name, off its end. */
function splitPretty(token: Token): { name: string; pretty: Accessor[] } {
  const { text } = token;
  let length = text.length;
  while (length > 0 && text.charCodeAt(length - 1) === DOLLAR) length--;
  const depth = text.length - length;
  if (length === 0 || (depth !== 1 && depth !== 2)) return { name: text, pretty: [] };
  const span = { ...tokenSpan(token), start: token.end - depth };
  return { name: text.slice(0, length), pretty: [{ kind: "PrettyAccessor", span, depth }] };
}

/** Reads on through `->name`, `[index]` and a final `$` or `$$`, after the accessors that are there already. */
function parseAccessors(tokens: TokenStream, accessors: Accessor[]): Accessor[] {
  for (;;) {
    const first = tokenSpan(tokens.current);
    if (accessors.at(-1)?.kind === "PrettyAccessor") {
      if (tokens.at("->") || tokens.at("[")) tokens.fail("pretty-print-followed");
      return accessors;
    }
    if (tokens.accept("->")) {
      const token = tokens.current;
      if (token.type !== "identifier" && token.type !== "keyword") tokens.fail("expected-identifier");
      tokens.advance();
      const { name, pretty } = splitPretty(token);
      const depth = prettyDepth(name);
      if (depth !== undefined) accessors.push({ kind: "PrettyAccessor", span: tokens.spanFrom(first), depth });
      else {
        const span = { ...tokens.spanFrom(first), end: pretty[0]?.span.start ?? token.end };
        accessors.push({ kind: "FieldAccessor", span, name }, ...pretty);
      }
    } else if (tokens.accept("[")) {
      const index = parseExpression(tokens);
      tokens.close("]", first);
      accessors.push({ kind: "IndexAccessor", span: tokens.spanFrom(first), index });
    } else {
      const { end, start, text, type } = tokens.current;
      const depth = type === "identifier" && start === tokens.last.end ? prettyDepth(text) : undefined;
      if (depth === undefined || end === start) return accessors;
      tokens.advance();
      accessors.push({ kind: "PrettyAccessor", span: first, depth });
    }
  }
}

function prettyDepth(text: string): 1 | 2 | undefined {
  return text === "$" ? 1 : text === "$$" ? 2 : undefined;
}

function parsePrimary(tokens: TokenStream): Expression {
  const token = tokens.current;
  switch (token.type) {
    case "number":
      return parseNumberLiteral(tokens);
    case "string":
      return parseString(tokens);
    case "identifier":
      return parseNamed(tokens);
    case "at": {
      const isHistogram = atHistogram(tokens);
      const value = parseAtOperator(tokens);
      return isHistogram && tokens.at("[") ? parseIndex(tokens, value as Histogram) : value;
    }
    case "embedded":
      tokens.advance();
      return { kind: "EmbeddedC", span: tokenSpan(token), code: token.text };
    case "operator":
      if (token.text === "(") {
        tokens.advance();
        const inner = parseExpression(tokens);
        tokens.close(")", token);
        return inner;
      }
  }
  return tokens.fail("expected-expression");
}

/** A variable, an array's element or a call. */
function parseNamed(tokens: TokenStream): Expression {
  const token = tokens.advance();
  const first = tokenSpan(token);
  if (tokens.at("(")) return { kind: "Call", name: token.text, args: parseArguments(tokens), span: tokens.spanFrom(first) };
  const variable: Variable = { kind: "Variable", span: first, name: token.text };
  return tokens.at("[") ? parseIndex(tokens, variable) : variable;
}

function parseIndex(tokens: TokenStream, base: Variable | Histogram): Expression {
  const keys = parseKeys(tokens);
  return { kind: "Index", span: tokens.spanFrom(base.span), base, keys };
}

/** `(a, b)` */
function parseArguments(tokens: TokenStream): Expression[] {
  const args: Expression[] = [];
  const open = tokens.expect("(");
  if (tokens.accept(")")) return args;
  do args.push(parseExpression(tokens));
  while (tokens.accept(","));
  tokens.close(")", open, "',' or ");
  return args;
}

/** `[a, *]` */
export function parseKeys(tokens: TokenStream): Key[] {
  const keys: Key[] = [];
  const open = tokens.expect("[");
  do keys.push(parseKey(tokens));
  while (tokens.accept(","));
  tokens.close("]", open, "',' or ");
  return keys;
}

function parseKey(tokens: TokenStream): Key {
  const span = tokenSpan(tokens.current);
  return tokens.accept("*") ? { kind: "AnyKey", span } : parseExpression(tokens);
}

/** What `in` looks into: an array or a histogram. */
export function parseIndexable(tokens: TokenStream): Variable | Histogram {
  if (atHistogram(tokens)) return parseAtOperator(tokens) as Histogram;
  const name = tokens.expectIdentifier();
  return { kind: "Variable", span: tokenSpan(name), name: name.text };
}

// ─── @operators ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** What an operator's row makes; the span is known when its `)` has been read. */
type Unspanned<E> = E extends Expression ? Omit<E, "span"> : never;

/** Parses what stands in an operator's parentheses. */
type AtOperator = (tokens: TokenStream, name: string) => Unspanned<Expression>;

const parseExtractor: AtOperator = (tokens, name) => {
  const statistic = parseExpression(tokens);
  const shift = name === "@variance" && tokens.accept(",") ? parseCount(tokens) : undefined;
  return { kind: "Extractor", function: name.slice(1) as ExtractorName, statistic, shift };
};

const parseRegister: AtOperator = (tokens, name) => {
  return { kind: "Register", space: name === "@kregister" ? "kernel" : "user", number: parseCount(tokens) };
};

/** The optional module behind the first operands. */
function parseModule(tokens: TokenStream): string | undefined {
  return tokens.accept(",") ? parseString(tokens).value : undefined;
}

const AT_OPERATORS: ReadonlyMap<string, AtOperator> = new Map<string, AtOperator>([
  ...EXTRACTORS.map((name): [string, AtOperator] => [`@${name}`, parseExtractor]),
  ["@kregister", parseRegister],
  ["@uregister", parseRegister],
  ["@defined", (tokens) => ({ kind: "Defined", operand: parseExpression(tokens) })],
  ["@entry", (tokens) => ({ kind: "Entry", operand: parseExpression(tokens) })],
  ["@probewrite", (tokens) => ({ kind: "ProbeWrite", operand: parseExpression(tokens) })],
  ["@perf", (tokens) => ({ kind: "Perf", counter: parseString(tokens).value })],
  ["@const", (tokens) => ({ kind: "Const", name: parseString(tokens).value })],
  ["@enum", (tokens) => ({ kind: "Enumerator", name: parseString(tokens).value, module: parseModule(tokens) })],
  [
    "@enumname",
    (tokens) => {
      const type = parseString(tokens).value;
      tokens.expect(",");
      return { kind: "EnumeratorName", type, value: parseExpression(tokens), module: parseModule(tokens) };
    },
  ],
  [
    "@choose_defined",
    (tokens) => {
      const preferred = parseExpression(tokens);
      tokens.expect(",");
      return { kind: "ChooseDefined", preferred, fallback: parseExpression(tokens) };
    },
  ],
  [
    "@var",
    (tokens) => {
      const name = parseString(tokens).value;
      return { kind: "AtVar", name, module: parseModule(tokens), accessors: [], addressOf: false };
    },
  ],
  [
    "@cast",
    (tokens) => {
      const operand = parseExpression(tokens);
      tokens.expect(",");
      const type = parseString(tokens).value;
      return { kind: "Cast", operand, type, module: parseModule(tokens), accessors: [], addressOf: false };
    },
  ],
  ["@hist_log", (tokens) => ({ kind: "HistLog", statistic: parseExpression(tokens) })],
  [
    "@hist_linear",
    (tokens) => {
      const statistic = parseExpression(tokens);
      const [low, high, step] = [0, 1, 2].map(() => {
        tokens.expect(",");
        return parseSignedNumber(tokens).value;
      }) as [bigint, bigint, bigint];
      return { kind: "HistLinear", statistic, low, high, step };
    },
  ],
]);

function parseAtOperator(tokens: TokenStream): Expression {
  const token = tokens.current;
  const parseOperands = AT_OPERATORS.get(token.text);
  if (parseOperands === undefined) return tokens.fail("unknown-operator", token.text, didYouMean(closest(token.text, AT_OPERATORS.keys()))[0]);
  tokens.advance();
  const open = tokens.expect("(");
  const node = parseOperands(tokens, token.text);
  tokens.close(")", open);
  return { ...node, span: tokens.spanFrom(tokenSpan(token)) };
}

function atHistogram(tokens: TokenStream): boolean {
  const { text, type } = tokens.current;
  return type === "at" && (text === "@hist_log" || text === "@hist_linear");
}
