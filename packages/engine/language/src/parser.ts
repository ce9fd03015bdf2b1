import type {
  AliasDecl,
  EmbeddedC,
  Expression,
  FunctionDecl,
  GlobalDecl,
  GlobalEntry,
  Item,
  Literal,
  Param,
  ProbeComponent,
  ProbeDecl,
  ProbePoint,
  Script,
  ValueType,
} from "./ast.js";
import type { Diagnostic } from "./diagnostic.js";
import { type Environment, defaultEnvironment } from "./environment.js";
import { parseExpression } from "./expression-parser.js";
import { parseCount, parseLiteral } from "./literal-parser.js";
import type { Macros } from "./macro.js";
import { Preprocessor } from "./preprocessor.js";
import type { Source, Span } from "./source.js";
import { parseBlock } from "./statement-parser.js";
import { ParseFailure, TokenStream } from "./token-stream.js";
import { type Token, declarationKeywords, tokenSpan } from "./token.js";
import { compareVersions } from "./version-order.js";

/** What the text is parsed against. All parts have defaults, see {@link defaultEnvironment}. */
export interface ParseOptions extends Partial<Environment> {
  /** Macros of the library files, from {@link parseMacros}. The script's own hide them. */
  readonly macros?: Macros;
}

/** A parsed file. With errors among the diagnostics the tree holds what could be saved. */
export interface ParseResult {
  readonly script: Script;
  readonly diagnostics: readonly Diagnostic[];
  /** Numbers of the arguments that the text names, from 1: `$2` and `@2` are 2. */
  readonly namedArguments: ReadonlySet<number>;
}

/** The version of SystemTap before which `a ? b : c = d` was `a ? b : (c = d)`. */
const TIGHT_TERNARY = "4.0";

/** Parses a script or a tapset file. Never throws: mistakes are collected and parsing goes on behind them. */
export function parse(source: Source, options: ParseOptions = {}): ParseResult {
  const diagnostics: Diagnostic[] = [];
  const preprocessor = preprocess(source, options, diagnostics);
  const tokens = new TokenStream(preprocessor, diagnostics);
  tokens.ternaryHoldsAssignment = compareVersions(options.systemtapVersion ?? defaultEnvironment.systemtapVersion, TIGHT_TERNARY) < 0;
  const items: Item[] = [];
  while (tokens.current.type !== "end") {
    try {
      items.push(parseItem(tokens));
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      skipItem(tokens);
    }
  }
  const span = { source, start: 0, end: source.text.length, expansion: undefined };
  return { script: { kind: "Script", span, items }, diagnostics, namedArguments: preprocessor.namedArguments };
}

/** Parsed library macro files. */
export interface MacrosResult {
  readonly macros: Macros;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a library macro file (`.stpm`): definitions, and conditionals around them. Never throws. */
export function parseMacros(source: Source, options: Partial<Environment> = {}): MacrosResult {
  const diagnostics: Diagnostic[] = [];
  const preprocessor = new Preprocessor(source, { ...defaultEnvironment, ...options }, new Map(), diagnostics);
  return { macros: preprocessor.readLibrary(), diagnostics };
}

/** A parsed list of probe points. */
export interface PointsResult {
  readonly points: readonly ProbePoint[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses a comma-separated list of probe points, such as a command line's pattern. Never throws. */
export function parseProbePoints(source: Source, options: ParseOptions = {}): PointsResult {
  const diagnostics: Diagnostic[] = [];
  try {
    const tokens = new TokenStream(preprocess(source, options, diagnostics), diagnostics);
    const points = parsePoints(tokens);
    if (tokens.current.type !== "end") tokens.fail("expected-token", "',' or the end of the probe points");
    return { points, diagnostics };
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    return { points: [], diagnostics };
  }
}

function preprocess(source: Source, options: ParseOptions, diagnostics: Diagnostic[]): Preprocessor {
  const { macros, ...environment } = options;
  return new Preprocessor(source, { ...defaultEnvironment, ...environment }, macros ?? new Map(), diagnostics);
}

// ─── declarations ───────────────────────────────────────────────────────────────────────────────────────────────────

/** One declaration. */
function parseItem(tokens: TokenStream): Item {
  const token = tokens.current;
  const first = tokenSpan(token);
  if (token.type === "embedded") return parseEmbedded(tokens);
  if (token.type === "keyword") {
    switch (token.text) {
      case "probe":
        return parseProbe(tokens, token);
      case "function":
        return parseFunction(tokens, token);
      case "global":
        tokens.advance();
        return parseGlobals(tokens, first, false);
      case "private":
        if (isFunction(tokens.peek())) return parseFunction(tokens, token);
        tokens.advance();
        tokens.acceptKeyword("global");
        return parseGlobals(tokens, first, true);
    }
  }
  return tokens.fail("expected-declaration");
}

function isFunction(token: Token): boolean {
  return token.type === "keyword" && token.text === "function";
}

/** Moves to the next declaration; bodies on the way are skipped whole. */
function skipItem(tokens: TokenStream): void {
  tokens.depth = 0;
  for (let braces = 0; tokens.current.type !== "end"; ) {
    const { text, type } = tokens.current;
    if (type === "embedded" && braces === 0) return;
    // After a dot the word is a probe point's component.
    if (type === "keyword" && declarationKeywords.has(text) && tokens.last.text !== ".") return;
    if (type === "operator") braces += text === "{" ? 1 : text === "}" && braces > 0 ? -1 : 0;
    tokens.advance();
  }
}

function parseEmbedded(tokens: TokenStream): EmbeddedC {
  const token = tokens.advance();
  return { kind: "EmbeddedC", span: tokenSpan(token), code: token.text };
}

/** `probe points { … }`, or an alias. */
function parseProbe(tokens: TokenStream, keyword: Token): ProbeDecl | AliasDecl {
  tokens.advance();
  tokens.inFunction = false;
  const names: ProbePoint[] = [];
  let points = parsePoints(tokens);
  let operator = "";
  while (tokens.at("=") || tokens.at("+=")) {
    names.push(aliasName(tokens, points));
    operator = tokens.advance().text;
    points = parsePoints(tokens);
  }
  if (!tokens.at("{")) tokens.fail("expected-token", names.length === 0 ? "one of ', { } = +='" : "one of ', { }'");
  const body = parseBlock(tokens);
  if (names.length === 0) return { kind: "ProbeDecl", span: tokens.spanFrom(keyword), points, body };
  const prologue = operator === "=" ? body : undefined;
  let epilogue = operator === "=" ? undefined : body;
  if (tokens.at(",")) {
    if (epilogue !== undefined) tokens.fail("alias-both-epilogue");
    tokens.advance();
    epilogue = parseBlock(tokens);
  }
  return { kind: "AliasDecl", span: tokens.spanFrom(keyword), names, points, prologue, epilogue, doc: keyword.doc };
}

/** What stands in front of an alias's `=`: one point and nothing but its components. */
function aliasName(tokens: TokenStream, points: readonly ProbePoint[]): ProbePoint {
  const [name] = points;
  if (name === undefined || points.length > 1) return tokens.fail("expected-probe-point");
  if (name.optional || name.condition !== undefined) tokens.report("alias-name-decorated", name.span);
  return name;
}

/** `[private] function name:type (params):priority { … }` */
function parseFunction(tokens: TokenStream, keyword: Token): FunctionDecl {
  const isPrivate = tokens.acceptKeyword("private");
  tokens.advance();
  const name = tokens.expectIdentifier();
  const returns = tokens.accept(":") ? parseType(tokens) : undefined;
  const params = parseParams(tokens);
  const priority = tokens.accept(":") ? parsePriority(tokens) : undefined;
  tokens.inFunction = true;
  const body = tokens.current.type === "embedded" ? parseEmbedded(tokens) : parseBlock(tokens);
  return {
    kind: "FunctionDecl",
    span: tokens.spanFrom(keyword),
    name: name.text,
    nameSpan: tokenSpan(name),
    private: isPrivate,
    params,
    returns,
    priority,
    body,
    doc: keyword.doc,
  };
}

function parsePriority(tokens: TokenStream): number {
  if (tokens.current.type !== "number") tokens.fail("expected-number");
  return parseCount(tokens);
}

function parseType(tokens: TokenStream): ValueType {
  const { text, type } = tokens.current;
  if (type !== "keyword" || (text !== "long" && text !== "string")) return tokens.fail("expected-type");
  tokens.advance();
  return text;
}

function parseParams(tokens: TokenStream): Param[] {
  const params: Param[] = [];
  const open = tokens.expect("(");
  if (tokens.accept(")")) return params;
  do {
    const name = tokens.expectIdentifier();
    const type = tokens.accept(":") ? parseType(tokens) : undefined;
    params.push({ kind: "Param", span: tokens.spanFrom(tokenSpan(name)), name: name.text, type });
  } while (tokens.accept(","));
  tokens.close(")", open, "',' or ");
  return params;
}

/** What follows `global` or `private`: `a, b[10], c%, d = 1;` */
function parseGlobals(tokens: TokenStream, first: Span, isPrivate: boolean): GlobalDecl {
  const entries: GlobalEntry[] = [];
  do entries.push(parseGlobal(tokens));
  while (tokens.accept(","));
  tokens.accept(";");
  return { kind: "GlobalDecl", span: tokens.spanFrom(first), private: isPrivate, entries };
}

/** Elements an array may be declared to hold. */
const MAX_ARRAY_SIZE = 1_000_000_000;

function parseGlobal(tokens: TokenStream): GlobalEntry {
  const name = tokens.expectIdentifier();
  const wraps = tokens.accept("%");
  let size: number | undefined;
  if (tokens.at("[")) {
    const open = tokens.advance();
    const literal = tokenSpan(tokens.current);
    size = parseCount(tokens);
    if (size < 1 || size > MAX_ARRAY_SIZE) tokens.report("array-size-out-of-range", literal);
    tokens.close("]", open);
  }
  if (size !== undefined && tokens.at("=")) tokens.fail("array-initialised");
  const init = tokens.accept("=") ? parseLiteral(tokens) : undefined;
  return { kind: "GlobalEntry", span: tokens.spanFrom(tokenSpan(name)), name: name.text, wraps, size, init };
}

// ─── probe points ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Points that braces may stand for at most. */
const MAX_EXPANDED_POINTS = 10_000;

/** `point, point`; braces are expanded. */
function parsePoints(tokens: TokenStream): ProbePoint[] {
  const points: ProbePoint[] = [];
  do points.push(...parsePoint(tokens));
  while (tokens.accept(","));
  return points;
}

/** `component.component? if (…)`, where braces around alternatives give a point for each. */
function parsePoint(tokens: TokenStream): ProbePoint[] {
  const { depth } = tokens;
  tokens.depth = depth + 1;
  const first = tokenSpan(tokens.current);
  let points = parseAlternatives(tokens, first);
  if (tokens.accept(".")) {
    for (const point of points) {
      if (point.optional || point.condition !== undefined) tokens.report("suffix-inside", point.span);
    }
    const rests = parsePoint(tokens);
    if (points.length * rests.length > MAX_EXPANDED_POINTS) tokens.fail("too-many-points");
    const span = tokens.spanFrom(first);
    points = points.flatMap((point) =>
      rests.map((rest) => ({ ...rest, span, components: [...point.components, ...rest.components] })),
    );
  } else points = parseSuffix(tokens, first, points);
  tokens.depth = depth;
  return points;
}

/** A component, or `{point, point}`. */
function parseAlternatives(tokens: TokenStream, first: Span): ProbePoint[] {
  if (tokens.accept("{")) {
    const points = parsePoints(tokens);
    tokens.close("}", first, "',' or ");
    return points;
  }
  const components = [parseComponent(tokens)];
  const span = tokens.spanFrom(first);
  return [{ kind: "ProbePoint", span, components, optional: false, sufficient: false, condition: undefined }];
}

/** `?`, `!` and `if (…)` behind points, all of which get them. */
function parseSuffix(tokens: TokenStream, first: Span, points: ProbePoint[]): ProbePoint[] {
  const sufficient = tokens.accept("!");
  const optional = sufficient || tokens.accept("?");
  let condition: Expression | undefined;
  if (tokens.acceptKeyword("if")) {
    const open = tokens.expect("(");
    condition = parseExpression(tokens);
    tokens.close(")", open);
  }
  if (!optional && condition === undefined) return points;
  const span = tokens.spanFrom(first);
  return points.map((point) => ({
    ...point,
    span,
    optional: optional || point.optional,
    sufficient: sufficient || point.sufficient,
    condition: condition ?? point.condition,
  }));
}

/** `name` or `name("literal")`; the name may be a keyword and hold `*`. */
function parseComponent(tokens: TokenStream): ProbeComponent {
  const first = tokenSpan(tokens.current);
  let name = "";
  while (isNamePart(tokens, name)) name += tokens.advance().text;
  if (name === "") tokens.fail("expected-probe-point");
  let param: Literal | undefined;
  if (tokens.at("(")) {
    const open = tokens.advance();
    param = parseLiteral(tokens);
    tokens.close(")", open);
  }
  return { kind: "ProbeComponent", span: tokens.spanFrom(first), name, param };
}

/** Whether the current token goes on with a component's name: `*` always, a word at the start and right behind a `*`. */
function isNamePart(tokens: TokenStream, name: string): boolean {
  const { current, last } = tokens;
  if (tokens.at("*")) return true;
  if (current.type !== "identifier" && current.type !== "keyword" && (name === "" || current.type !== "number")) return false;
  const isElsewhere = current.source !== last.source || current.expansion !== last.expansion;
  return name === "" || (name.endsWith("*") && (current.start === last.end || (isElsewhere && current.type === "identifier")));
}
