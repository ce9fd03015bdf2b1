import type { ContextVariable } from "@tapset/core";
import type { Expression, Histogram, Index, Key, NodeOf, Span, Variable } from "@tapset/language";
import type { Body } from "./body.js";
import type { ExpressionRow } from "./inference.js";
import { scopeNames } from "./inference.js";
import { histogramPlace } from "./histograms.js";
import { literalString } from "./literal-string.js";
import { suggest } from "./suggest.js";
import { describe } from "./subject.js";
import { TypeCell } from "./type-cell.js";
import type { GlobalSymbol, LocalSymbol, Place, TypedExpression } from "./typed.js";

/** Why not even guru mode writes what is probed. */
const READ_ONLY = "the kernel lets no BPF program change what it probes";

/** Longs, strings, variables and array elements. */
export const VARIABLE_ROWS: {
  readonly [K in "NumberLiteral" | "StringLiteral" | "Variable" | "Index"]: ExpressionRow<K>;
} = {
  NumberLiteral: (body, node) => literal(body, node),
  StringLiteral: (body, node) => literal(body, node),
  Variable: (body, node) => read(body, resolvePlace(body, node), node),
  Index: (body, node) =>
    node.base.kind === "Variable" ? read(body, resolvePlace(body, node), node) : bucket(body, node, node.base),
};

/** A read of a place, counted. */
function read(body: Body, place: Place | undefined, node: Expression): TypedExpression {
  if (place === undefined) return body.wrong(node.span);
  place.symbol.reads++;
  return { kind: "read", span: node.span, type: place.symbol.type, place };
}

/** `@hist_log(s)[n]`: how many samples the n-th bucket has. */
function bucket(body: Body, node: Index, base: Histogram): TypedExpression {
  const place = histogramPlace(body, base);
  const [key] = node.keys;
  if (node.keys.length !== 1 || key === undefined || key.kind === "AnyKey") {
    body.report("inconsistent-arity", "a histogram is indexed by one number: the bucket's", node.span, { subject: describe(base) });
    return body.wrong(node.span);
  }
  const index = body.expect(key, "long");
  if (place === undefined) return body.wrong(node.span);
  return { kind: "bucket", span: node.span, type: body.known("long", node.span, describe(base)), place, index };
}

function literal(body: Body, node: NodeOf<"NumberLiteral" | "StringLiteral">): TypedExpression {
  const type = node.kind === "NumberLiteral" ? "long" : "string";
  const value = node.kind === "NumberLiteral" ? node.value : literalString(node.value);
  return { kind: "literal", span: node.span, type: body.known(type, node.span, describe(node)), value };
}

/** The place an expression names; undefined when it names none, which has been reported. */
export function resolvePlace(body: Body, node: Expression): Place | undefined {
  switch (node.kind) {
    case "Variable": {
      const symbol = resolveName(body, node.name, node.span);
      if (symbol === undefined) return undefined;
      if (!("entry" in symbol)) return { kind: "local", symbol, span: node.span };
      useAsArray(body, symbol, 0, node.span);
      return { kind: "global", symbol, keys: [], span: node.span };
    }
    case "Index":
      if (node.base.kind === "Variable") return resolveElement(body, node, node.base);
      break;
    case "TargetVariable":
    case "AtVar":
      if (body.scope?.lookup(node.name)?.store !== undefined) {
        const isGuru = body.inference.options.guru === true;
        const message = isGuru ? `'${node.name}' is only written whole` : `'${node.name}' can only be written in guru mode`;
        body.report("not-written", message, node.span, { subject: describe(node), hints: [isGuru ? `write ${node.name} = VALUE` : "give -g"] });
        return undefined;
      }
      body.report("read-only", `'${node.name}' can't be written: ${READ_ONLY}`, node.span, { subject: describe(node) });
      return undefined;
    case "Cast":
    case "Autocast":
      body.report("read-only", `memory that is probed can't be written: ${READ_ONLY}`, node.span, { subject: describe(node) });
      return undefined;
    default:
  }
  body.report("not-assignable", "expected a variable or an array element", node.span, { subject: describe(node) });
  return undefined;
}

/** The context variable that an expression names, if it can be written: in guru mode, where its probe point lets it. */
export function writableVariable(body: Body, node: Expression): ContextVariable | undefined {
  if (node.kind !== "TargetVariable" || node.accessors.length > 0 || node.addressOf || body.inference.options.guru !== true) return undefined;
  const variable = body.scope?.lookup(node.name);
  return variable?.store === undefined ? undefined : variable;
}

function resolveElement(body: Body, node: Index, base: Variable): Place | undefined {
  const symbol = resolveArray(body, base, node.keys.length);
  const keys = typeKeys(body, symbol, node.keys);
  if (symbol === undefined) return undefined;
  if (keys.includes(undefined)) {
    body.report("wildcard-key", "'*' can't stand for a key here: only delete, in and foreach take it", node.span, { subject: describe(node) });
    return undefined;
  }
  return { kind: "global", symbol, keys: keys as readonly TypedExpression[], span: node.span };
}

/** The global array a name must mean. */
export function resolveArray(body: Body, node: Variable, arity: number): GlobalSymbol | undefined {
  const symbol = body.inference.globals.lookup(node.name, body.source);
  if (symbol !== undefined && !body.isParameter(node.name)) {
    useAsArray(body, symbol, arity, node.span);
    return symbol;
  }
  if (body.local(node.name) !== undefined) {
    body.report("array-expected", `'${node.name}' is a local variable, not an array: arrays are global`, node.span, {
      subject: describe(node),
      hints: [`declare it with 'global ${node.name}'`],
    });
    return undefined;
  }
  body.report("undefined-array", `unresolved array '${node.name}', missing global declaration?`, node.span, {
    subject: describe(node),
    hints: [...suggest(node.name, body.inference.globals.names(body.source)), `declare it with 'global ${node.name}'`],
  });
  return undefined;
}

/** Types the keys of a use and joins them with the array's; undefined stands for `*`. */
export function typeKeys(body: Body, symbol: GlobalSymbol | undefined, keys: readonly Key[]): (TypedExpression | undefined)[] {
  return keys.map((key, index) => {
    if (key.kind === "AnyKey") return undefined;
    const typed = body.value(key);
    const cell = symbol?.keys?.[index];
    if (cell !== undefined) body.join(cell, typed, key);
    return typed;
  });
}

/** Notes with how many keys a global is used; 0 is a scalar. Conflicts are reported with both places. */
function useAsArray(body: Body, symbol: GlobalSymbol, arity: number, span: Span): void {
  if (symbol.keys === undefined) {
    symbol.keys = Array.from({ length: arity }, () => new TypeCell());
    symbol.keysSpan = span;
    return;
  }
  if (symbol.keys.length === arity) return;
  body.report("inconsistent-arity", `inconsistent arity of '${symbol.name}': ${arityName(arity)}, but ${arityName(symbol.keys.length)} elsewhere`, span, {
    subject: `identifier '${symbol.name}'`,
    chain: symbol.keysSpan ? [{ message: `${arityName(symbol.keys.length)} here`, span: symbol.keysSpan }] : [],
  });
}

function arityName(arity: number): string {
  return arity === 0 ? "used as a scalar" : `used as an array with ${arity} ${arity === 1 ? "key" : "keys"}`;
}

/** The variable a name means: a parameter, a global, a local, a value of the probe point, or else a new local. */
export function resolveName(body: Body, name: string, span: Span): LocalSymbol | GlobalSymbol | undefined {
  if (!body.isParameter(name)) {
    const global = body.inference.globals.lookup(name, body.source);
    if (global !== undefined) return global;
  }
  const local = body.local(name);
  if (local !== undefined) return local;
  if (body.owner.isCondition) {
    const near = suggest(name, body.inference.globals.names(body.source));
    body.report("undefined-variable", `unresolved '${name}': conditions of probe points may only use globals`, span, {
      subject: `identifier '${name}'`,
      hints: near.length > 0 ? near : [`declare it with 'global ${name}'`],
    });
    return undefined;
  }
  return body.declare(name, span, body.scope?.lookup(name));
}

/** Names that can be meant where a variable stands. */
export function variableNames(body: Body): string[] {
  const assigned = body.locals.filter(({ writes, initial }) => writes > 0 || initial !== undefined).map(({ name }) => name);
  return [...assigned, ...body.inference.globals.names(body.source), ...scopeNames(body.scope).filter((name) => !name.startsWith("$"))];
}
