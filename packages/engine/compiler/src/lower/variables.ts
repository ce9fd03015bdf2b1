import { type CType, pointee, scalarOf } from "@tapset/btf";
import type { Expr, Global, LongExpr, Stmt } from "@tapset/core";
import type { Place, TypedExpression } from "../infer/typed.js";
import { hasEffects } from "../optimise/effects.js";
import type { ExpressionLowering, Lowering } from "./lowering.js";

/** Reading and writing variables. */
export const VARIABLE_LOWERING: {
  readonly [K in "literal" | "read" | "assign" | "store" | "step" | "accumulate" | "membership"]: ExpressionLowering<K>;
} = {
  literal: (lowering, { value, span }) => (typeof value === "bigint" ? lowering.builder(span).constant(value) : lowering.builder(span).text(value)),

  read: (lowering, { place }) => readPlace(lowering, place),

  assign(lowering, node) {
    const { place, row } = node;
    if (row?.update !== undefined && place.kind === "global") {
      return updateExpr(lowering, place, row.update, lowering.long(node.value), "new");
    }
    const value = lowering.expression(node.value);
    if (place.kind === "global" && value.type === "long") return updateExpr(lowering, place, "set", value, "new");
    const { before, keys } = place.kind === "local" ? { before: [], keys: [] } : keepKeys(lowering, place, hasEffects(value));
    if (row === undefined) return sequence(before, assignThenRead(lowering, place, keys, value));
    // What is assigned comes first, and may assign the place itself.
    const operand = hasEffects(value) ? lowering.newLocal("operand", value.type, value.type === "string" ? value.bound : 0) : undefined;
    const assigned = row.lower(lowering.builder(node.span), readAt(lowering, place, keys), operand === undefined ? value : lowering.read(operand));
    const first = operand === undefined ? before : [...before, lowering.assign(operand, value)];
    return sequence(first, assignThenRead(lowering, place, keys, assigned));
  },

  store(lowering, { variable, row, value, span }) {
    const builder = lowering.builder(span);
    const kept = lowering.newLocal(`${variable.name}.new`, "long");
    const plain = lowering.long(value);
    const stored = row === undefined ? plain : (row.lower(builder, lowering.contextVariable(variable, span), plain) as LongExpr);
    // A number that is known may be one that can't be given.
    const writes = variable.store?.(builder, stored.op === "const" ? stored : (lowering.read(kept) as LongExpr)) ?? [];
    return sequence([lowering.assign(kept, stored), ...writes], lowering.read(kept));
  },

  step(lowering, node) {
    const { place, row, prefix, span } = node;
    const builder = lowering.builder(span);
    if (place.kind === "global") {
      return updateExpr(lowering, place, row.update ?? "add", builder.constant(1), prefix ? "new" : "old");
    }
    const local = lowering.local(place.symbol);
    const increment = lowering.assign(local, row.lower(builder, lowering.read(local), builder.constant(1)));
    if (prefix) return sequence([increment], lowering.read(local));
    const old = lowering.newLocal(`${local.name}.old`, "long");
    return sequence([lowering.assign(old, lowering.read(local)), increment], lowering.read(old));
  },

  accumulate(lowering, { place, value, span }) {
    const sample = lowering.newLocal("sample", "long");
    const global = lowering.global(place.symbol);
    const before: Stmt[] = [
      lowering.assign(sample, lowering.long(value)),
      { op: "accumulate", global, keys: lowerKeys(lowering, place.keys), value: lowering.read(sample) as LongExpr, span },
    ];
    return sequence(before, lowering.read(sample));
  },

  membership: (lowering, { symbol, keys }) => ({
    type: "long",
    op: "has",
    global: lowering.global(symbol),
    keys: keys.map((key) => key && lowering.expression(key)),
  }),
};

/** The keys of an element, evaluated. */
export function lowerKeys(lowering: Lowering, keys: readonly TypedExpression[]): readonly Expr[] {
  return keys.map((key) => lowering.expression(key));
}

/** The value of a place. */
function readPlace(lowering: Lowering, place: Place): Expr {
  return readAt(lowering, place, place.kind === "local" ? [] : lowerKeys(lowering, place.keys));
}

/** The value of a place whose keys are evaluated. */
function readAt(lowering: Lowering, place: Place, keys: readonly Expr[]): Expr {
  if (place.kind === "local") return readLocal(lowering, place);
  const global = lowering.global(place.symbol);
  if (keys.length === 0 && place.symbol.writes === 0) return constantGlobal(lowering, global);
  if (global.type === "string") {
    return keys.length > 0
      ? { type: "string", op: "element", global, keys, bound: global.bound }
      : { type: "string", op: "global", global, bound: global.bound };
  }
  return keys.length > 0 ? { type: "long", op: "element", global, keys } : { type: "long", op: "global", global };
}

/** The keys of a place that is read and written, or written behind what may change them: each evaluated once. */
function keepKeys(lowering: Lowering, place: Place & { readonly kind: "global" }, mayChange: boolean): { readonly before: readonly Stmt[]; readonly keys: readonly Expr[] } {
  const before: Stmt[] = [];
  const keys = lowerKeys(lowering, place.keys).map((key) => {
    if (key.op === "const" || key.op === "text" || (key.op === "local" && !mayChange)) return key;
    const local = lowering.newLocal("key", key.type, key.type === "string" ? key.bound : 0);
    before.push(lowering.assign(local, key));
    return lowering.read(local);
  });
  return { before, keys };
}

/** A global that nobody writes is what it was declared with. */
function constantGlobal(lowering: Lowering, { type, init }: Global): Expr {
  const builder = lowering.builder(undefined);
  if (type === "string") return builder.text(typeof init === "string" ? init.slice(0, lowering.maxString) : "");
  return builder.constant(typeof init === "bigint" ? init : 0n);
}

function readLocal(lowering: Lowering, { symbol, span }: Place & { readonly kind: "local" }): Expr {
  const { initial } = symbol;
  // A value of the probe point that nobody assigns is read as such, and not at all where it isn't needed.
  if (initial !== undefined && symbol.writes === 0) return lowering.contextVariable(initial, span);
  if (!lowering.reachesVariables) {
    lowering.builder(span).refuse("local-at-entry", `'${symbol.name}' has no value where @entry is evaluated: local variables belong to the return's run`);
  }
  return lowering.read(lowering.local(symbol));
}

/** Writes a place, as a statement. */
export function writePlace(lowering: Lowering, place: Place, value: Expr): Stmt {
  return writeAt(lowering, place, place.kind === "local" ? [] : lowerKeys(lowering, place.keys), value);
}

/** Writes a place whose keys are evaluated. */
function writeAt(lowering: Lowering, place: Place, keys: readonly Expr[], value: Expr): Stmt {
  if (place.kind === "local") return lowering.assign(lowering.local(place.symbol), value);
  const at = { global: lowering.global(place.symbol), keys };
  if (value.type === "long") return { op: "evaluate", value: updateExpr(lowering, place, "set", value, "new", at) };
  return { op: "update", update: { place: at, operator: "set", value }, span: place.span };
}

function assignThenRead(lowering: Lowering, place: Place, keys: readonly Expr[], value: Expr): Expr {
  if (place.kind === "local") return sequence([writeAt(lowering, place, keys, value)], lowering.read(lowering.local(place.symbol)));
  const kept = lowering.newLocal(`${place.symbol.name}.new`, value.type);
  return sequence([lowering.assign(kept, value), writeAt(lowering, place, keys, lowering.read(kept))], lowering.read(kept));
}

function updateExpr(
  lowering: Lowering,
  place: Place & { readonly kind: "global" },
  operator: Extract<LongExpr, { op: "update" }>["update"]["operator"],
  value: LongExpr,
  yields: "old" | "new",
  at = placeOf(lowering, place),
): LongExpr {
  if (operator === "set" && isAddress(value.ctype)) lowering.session.pointers.add(place.symbol);
  return { type: "long", op: "update", update: { place: at, operator, value }, yields, span: place.span };
}

/** Whether a value of this type is an address: pointers, and what doesn't fit a register. */
function isAddress(ctype: CType | undefined): boolean {
  return ctype !== undefined && (pointee(ctype) !== undefined || scalarOf(ctype) === undefined);
}

function placeOf(lowering: Lowering, place: Place & { readonly kind: "global" }): { readonly global: Global; readonly keys: readonly Expr[] } {
  return { global: lowering.global(place.symbol), keys: lowerKeys(lowering, place.keys) };
}

/** Statements, then a value. */
export function sequence(before: readonly Stmt[], value: Expr): Expr {
  if (before.length === 0) return value;
  return value.type === "long"
    ? { ...pointerOf(value), type: "long", op: "sequence", before, value }
    : { type: "string", op: "sequence", before, value: value, bound: value.bound };
}

/** What the C type system knows of a long, to be kept by expressions that only pass it on. */
function pointerOf(value: LongExpr): Pick<LongExpr, "ctype" | "trusted"> {
  return { ...(value.ctype && { ctype: value.ctype }), ...(value.trusted && { trusted: value.trusted }) };
}
