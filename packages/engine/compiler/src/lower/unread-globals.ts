import type { ProbeFamily, Scope } from "@tapset/core";
import type { ProbeDecl, Span } from "@tapset/language";
import type { ElaboratedProbe } from "../elaborated.js";
import { TypeCell } from "../infer/type-cell.js";
import type { FormatDirective, GlobalSymbol, LocalSymbol, Place, Typed, TypedExpression, TypedHandler, TypedSegment, TypedStatement } from "../infer/typed.js";
import { BINARY } from "../rows/operators.js";

/**
 * The handlers that print what a script writes and never reads, when the session ends: `n=5` (pointers as `p=0x…`), `a["x",1]=3`
 * by value from the largest, aggregates with their extractors. Only the script's own globals are shown.
 */
export function unreadGlobalHandlers(typed: Typed, pointers: ReadonlySet<GlobalSymbol>): readonly TypedHandler[] {
  return typed.globals
    .filter((symbol) => symbol.writes > 0 && symbol.reads === 0 && symbol.type.type !== undefined && typed.scripts.has(symbol.entry.span.source))
    .map((symbol) => handlerFor(symbol, pointers.has(symbol)));
}

function handlerFor(symbol: GlobalSymbol, isPointer: boolean): TypedHandler {
  const { span } = symbol.entry;
  const writer = new UnreadGlobal(symbol, isPointer, span);
  const body = (symbol.keys ?? []).length === 0 ? writer.scalar() : writer.array();
  return { probes: [endProbe(span)], locals: writer.locals, condition: undefined, body: [body], isSound: true };
}

/** Builds the statements that print one global. */
class UnreadGlobal {
  readonly locals: LocalSymbol[] = [];

  constructor(
    private readonly symbol: GlobalSymbol,
    private readonly isPointer: boolean,
    private readonly span: Span,
  ) {}

  scalar(): TypedStatement {
    if (this.symbol.type.type !== "stats") return this.#print([text(`${this.symbol.name}=`), ...this.#value(this.#read([]), this.isPointer)]);
    const place = this.#place([]);
    const isEmpty: TypedExpression = {
      kind: "binary",
      span: this.span,
      type: this.#cell("long"),
      row: BINARY["=="],
      left: this.#extract("count", place),
      right: { kind: "literal", span: this.span, type: this.#cell("long"), value: 0n },
    };
    const then = this.#print([text(`${this.symbol.name} @count=0`)]);
    return { kind: "if", span: this.span, condition: isEmpty, then, otherwise: this.#print([text(this.symbol.name), ...this.#extractors(place)]) };
  }

  array(): TypedStatement {
    const { symbol, span } = this;
    const isStats = symbol.type.type === "stats";
    const keys = (symbol.keys ?? []).map((cell, index) => this.#local(`key${index + 1}`, cell));
    const value = isStats ? undefined : this.#local("value", symbol.type);
    const reads = keys.map((key) => this.#readLocal(key));
    const names = reads.flatMap((read, index) => [...(index > 0 ? [text(",")] : []), ...this.#value(read)]);
    const end = value === undefined ? [text("]"), ...this.#extractors(this.#place(reads))] : [text("]="), ...this.#value(this.#readLocal(value), this.isPointer)];
    return {
      kind: "foreach",
      span,
      symbol,
      keys: keys.map((key) => this.#localPlace(key)),
      value: value && this.#localPlace(value),
      slice: [],
      sort: { kind: "Sort", span, by: "value", direction: "descending" },
      limit: undefined,
      body: this.#print([text(`${symbol.name}[`), ...names, ...end]),
    };
  }

  #extractors(place: Place & { readonly kind: "global" }): TypedSegment[] {
    return (["count", "min", "max", "sum", "avg"] as const).flatMap((extractor) => [text(` @${extractor}=`), ...this.#value(this.#extract(extractor, place))]);
  }

  /** Strings are quoted, with what isn't printable escaped; pointers are hexadecimal, other numbers decimal. */
  #value(value: TypedExpression, isPointer = false): TypedSegment[] {
    if (value.type.type !== "string") return [{ kind: "value", directive: isPointer ? alternate("x") : undefined, value }];
    return [text('"'), { kind: "value", directive: alternate("s"), value }, text('"')];
  }

  #print(segments: readonly TypedSegment[]): TypedStatement {
    const { span } = this;
    const expression: TypedExpression = { kind: "print", span, type: this.#cell("long"), segments: [...segments, text("\n")], toString: false };
    return { kind: "expression", span, expression };
  }

  #read(keys: readonly TypedExpression[]): TypedExpression {
    return { kind: "read", span: this.span, type: this.symbol.type, place: this.#place(keys) };
  }

  #place(keys: readonly TypedExpression[]): Place & { readonly kind: "global" } {
    return { kind: "global", symbol: this.symbol, keys, span: this.span };
  }

  #extract(extractor: "count" | "min" | "max" | "sum" | "avg", place: Place & { readonly kind: "global" }): TypedExpression {
    return { kind: "extract", span: this.span, type: this.#cell("long"), extractor, shift: 0, place };
  }

  #local(name: string, type: TypeCell): LocalSymbol {
    const symbol: LocalSymbol = { name, type, span: this.span, initial: undefined, isParameter: false, fromLibrary: true, reads: 1, writes: 1 };
    this.locals.push(symbol);
    return symbol;
  }

  #localPlace(symbol: LocalSymbol): Place {
    return { kind: "local", symbol, span: this.span };
  }

  #readLocal(symbol: LocalSymbol): TypedExpression {
    return { kind: "read", span: this.span, type: symbol.type, place: this.#localPlace(symbol) };
  }

  #cell(type: "long"): TypeCell {
    return TypeCell.of(type, { span: this.span, subject: "automatic printing" });
  }
}

function alternate(conversion: "s" | "x"): FormatDirective {
  return { conversion, minus: false, plus: false, space: false, zero: false, alternate: true, width: undefined, precision: undefined };
}

function text(value: string): TypedSegment {
  return { kind: "text", text: value };
}

const NO_SCOPE: Scope = { lookup: () => undefined, list: () => [] };
/** Fires in the session after every end probe; no family's code is needed for that. */
const AUTOMATIC: ProbeFamily = { name: "automatic", patterns: [], derive: () => ({ kind: "probes", probes: [] }) };

function endProbe(span: Span): ElaboratedProbe {
  const declaration: ProbeDecl = { kind: "ProbeDecl", span, points: [], body: { kind: "Block", span, statements: [] } };
  return {
    declaration,
    derived: { point: "end", site: { where: "session", phase: "end", order: Number.MAX_SAFE_INTEGER }, scope: NO_SCOPE, needs: [] },
    family: AUTOMATIC,
    written: "end",
    name: "end",
    bodies: [],
    conditions: [],
    optional: false,
    lineage: [],
    serving: [],
  };
}
