import type { Builder, Directive, Local, LongExpr, Segment, Stmt, StringExpr } from "@tapset/core";
import type { MemoryDirective } from "../infer/typed.js";
import type { Lowering } from "./lowering.js";
import { sequence } from "./variables.js";

const PLAIN: Directive = { conversion: "b", minus: false, plus: false, space: false, zero: false, alternate: false, width: undefined, precision: undefined };
const TEXT: Directive = { ...PLAIN, conversion: "s" };
/** A byte of `%M`. */
const DIGITS: Directive = { ...PLAIN, conversion: "x", zero: true, width: 2 };
/** Bytes that are read at once where as many are left. */
const PIECE = 8;

/**
 * Prints as much memory as is known when the script runs, at most as many bytes as strings have: piece by piece, since what is
 * printed as it is may have bytes that are 0. As with other directives a negative precision is none, and a negative width fills up behind.
 */
export function printMemory(lowering: Lowering, builder: Builder, directive: MemoryDirective, address: LongExpr): readonly Stmt[] {
  const field = new MemoryField(lowering, builder, directive, address);
  const print = (...segments: readonly Segment[]): Stmt[] => (segments.length > 0 ? [builder.print("output", ...segments)] : []);
  return [...field.start, ...print(...field.before), field.loop((piece) => print(...piece)), ...print(...field.behind)];
}

/**
 * The text of as much memory as is known when the script runs: what {@link printMemory} prints, as segments. A string ends at the
 * first byte that is 0, so there the memory ends, and with it all that would come behind.
 */
export function memoryText(lowering: Lowering, builder: Builder, directive: MemoryDirective, address: LongExpr): readonly Segment[] {
  const field = new MemoryField(lowering, builder, directive, address);
  const text = lowering.newLocal("memory", "string");
  const hasEnded = lowering.newLocal("has_ended", "long");
  const add = (more: StringExpr): Stmt => lowering.assign(text, builder.concat(lowering.read(text) as StringExpr, more));
  const collect: UsePiece = (piece, size, leave) => {
    if (directive.conversion === "M") return [add(builder.format(...piece))];
    const part = lowering.newLocal("part", "string", size);
    const isShort = builder.compare("lt", { type: "long", op: "strlen", text: lowering.read(part) as StringExpr }, builder.constant(size));
    return [
      lowering.assign(part, builder.format(...piece)),
      add(lowering.read(part) as StringExpr),
      { op: "if", condition: isShort, then: [lowering.assign(hasEnded, builder.constant(1)), leave], otherwise: [] },
    ];
  };
  const statements = [...field.start, lowering.assign(text, builder.text("")), lowering.assign(hasEnded, builder.constant(0)), field.loop(collect)];
  const end: Segment = { kind: "value", directive: { ...PLAIN, width: 0, precision: lowering.read(hasEnded) as LongExpr }, value: builder.constant(0) };
  return [
    { kind: "value", directive: TEXT, value: sequence(statements, builder.text("")) },
    ...field.before,
    builder.value("s", lowering.read(text)),
    ...(directive.conversion === "m" ? [end] : []),
    ...field.behind,
  ];
}

/** A piece of memory as it's printed, its size, and what leaves the loop. */
type UsePiece = (piece: readonly Segment[], size: number, leave: Stmt) => readonly Stmt[];

/** The memory at an address, and what fills it up to a width. */
class MemoryField {
  /** Evaluates width, size and address, in this order. */
  readonly start: readonly Stmt[];
  readonly before: readonly Segment[];
  readonly behind: readonly Segment[];
  readonly #at: Local;
  readonly #rest: Local;

  constructor(
    private readonly lowering: Lowering,
    private readonly builder: Builder,
    private readonly directive: MemoryDirective,
    address: LongExpr,
  ) {
    const { conversion, minus } = directive;
    // What is left to print is counted down, and what is filled up behind depends on all of it.
    const [width, size, at, rest] = ["width", "size", "address", "rest"].map((name) => lowering.newLocal(name, "long")) as [Local, Local, Local, Local];
    const given = (part: MemoryDirective["width"], otherwise: number): LongExpr => (typeof part === "object" ? lowering.long(part) : builder.constant(part ?? otherwise));
    const [none, one] = [builder.constant(0), builder.constant(1)];
    const read = this.#read;
    const most = builder.constant(builder.maxString);
    const sizeOr1 = builder.select(builder.compare("lt", read(size), none), one, read(size));
    this.start = [
      lowering.assign(width, given(directive.width, 0)),
      lowering.assign(size, given(directive.precision, 1)),
      lowering.assign(size, builder.select(builder.compare("gt", read(size), most), most, sizeOr1)),
      lowering.assign(at, address),
      lowering.assign(rest, read(size)),
    ];
    const shown = conversion === "m" ? read(size) : builder.binary("shl", read(size), 1);
    const isNegative = builder.compare("lt", read(width), none);
    const magnitude = builder.select(isNegative, builder.unary("neg", read(width)), read(width));
    const hasWidth = directive.width !== undefined;
    this.before = hasWidth && !minus ? [this.#fill(builder.binary("sub", read(width), shown))] : [];
    this.behind = hasWidth ? [this.#fill(builder.binary("sub", minus ? magnitude : builder.unary("neg", read(width)), shown))] : [];
    this.#at = at;
    this.#rest = rest;
  }

  /** The loop over the memory. */
  loop(use: UsePiece): Stmt {
    const { lowering, builder, directive } = this;
    const label = lowering.newLabel();
    const leave: Stmt = { op: "break", label };
    const rest = this.#read(this.#rest);
    const step = (local: Local, by: number): Stmt => lowering.assign(local, builder.binary("add", this.#read(local), by));
    const load = (offset: number, size: 1 | typeof PIECE): LongExpr => builder.load(this.#read(this.#at), { offset, size, access: directive.alternate ? "user" : "kernel" });
    const shown = (size: 1 | typeof PIECE): Segment[] =>
      directive.conversion === "m"
        ? [{ kind: "value", directive: { ...PLAIN, width: size }, value: load(0, size) }]
        : Array.from({ length: size }, (_, offset): Segment => ({ kind: "value", directive: DIGITS, value: load(offset, 1) }));
    const piece = (size: 1 | typeof PIECE): Stmt[] => [...use(shown(size), size, leave), step(this.#at, size), step(this.#rest, -size)];
    const isOver = builder.compare("le", rest, builder.constant(0));
    const turn: Stmt = { op: "if", condition: builder.compare("ge", rest, builder.constant(PIECE)), then: piece(PIECE), otherwise: piece(1) };
    return { op: "loop", label, body: [{ op: "if", condition: isOver, then: [leave], otherwise: [] }, turn], actions: 0, isFree: true };
  }

  readonly #read = (local: Local): LongExpr => this.lowering.read(local) as LongExpr;

  #fill(count: LongExpr): Segment {
    const { builder } = this;
    const none = builder.constant(0);
    return { kind: "value", directive: { ...TEXT, width: builder.select(builder.compare("lt", count, none), none, count) }, value: builder.text("") };
  }
}
