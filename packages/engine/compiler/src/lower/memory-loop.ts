import type { Builder, Directive, Local, LongExpr, Segment, Stmt } from "@tapset/core";
import type { MemoryDirective } from "../infer/typed.js";
import type { Lowering } from "./lowering.js";

const PLAIN: Directive = { conversion: "b", minus: false, plus: false, space: false, zero: false, alternate: false, width: undefined, precision: undefined };

/**
 * Prints as much memory as is known when the script runs, at most as many bytes as strings have: piece by piece. As with other directives a
 * negative precision is none, and a negative width fills up behind.
 */
export function printMemory(lowering: Lowering, builder: Builder, directive: MemoryDirective, address: LongExpr): readonly Stmt[] {
  const { conversion, minus, alternate } = directive;
  const [width, left, at] = ["width", "left", "address"].map((name) => lowering.newLocal(name, "long", 0)) as [Local, Local, Local];
  const read = (local: Local): LongExpr => lowering.read(local) as LongExpr;
  const size = (given: MemoryDirective["width"], otherwise: number): LongExpr => (typeof given === "object" ? lowering.long(given) : builder.constant(given ?? otherwise));
  const least = (value: LongExpr, limit: LongExpr): LongExpr => builder.select(builder.compare("lt", value, limit), limit, value);
  const most = (value: LongExpr, limit: LongExpr): LongExpr => builder.select(builder.compare("gt", value, limit), limit, value);
  const none = builder.constant(0);
  const shown = conversion === "m" ? read(left) : builder.binary("shl", read(left), 1);
  const blanks = (field: LongExpr): Stmt => fill(builder, least(builder.binary("sub", field, shown), none));
  const behind = minus ? builder.select(builder.compare("lt", read(width), none), builder.unary("neg", read(width)), read(width)) : builder.unary("neg", read(width));
  const hasWidth = directive.width !== undefined;
  // What is left is counted down, and what is filled up behind depends on it.
  const rest = lowering.newLocal("rest", "long", 0);
  return [
    lowering.assign(width, size(directive.width, 0)),
    lowering.assign(left, size(directive.precision, 1)),
    lowering.assign(left, builder.select(builder.compare("lt", read(left), none), builder.constant(1), most(read(left), builder.constant(builder.maxString)))),
    lowering.assign(at, address),
    ...(hasWidth && !minus ? [blanks(read(width))] : []),
    lowering.assign(rest, read(left)),
    pieces(lowering, builder, { conversion, at, rest, access: alternate ? "user" : "kernel" }),
    ...(hasWidth ? [blanks(behind)] : []),
  ];
}

interface Walk {
  readonly conversion: MemoryDirective["conversion"];
  readonly at: Local;
  readonly rest: Local;
  readonly access: "kernel" | "user";
}

/** The loop over the memory: eight bytes at a time where as many are left, but hexadecimal digits byte by byte. */
function pieces(lowering: Lowering, builder: Builder, { conversion, at, rest, access }: Walk): Stmt {
  const label = lowering.newLabel();
  const read = (local: Local): LongExpr => lowering.read(local) as LongExpr;
  const step = (local: Local, by: number): Stmt => lowering.assign(local, builder.binary("add", read(local), by));
  const piece = (size: 1 | 8, directive: Directive): Stmt[] => {
    const segment: Segment = { kind: "value", directive, value: builder.load(read(at), { size, access }) };
    return [builder.print("output", segment), step(at, size), step(rest, -size)];
  };
  const isOver = builder.compare("le", read(rest), builder.constant(0));
  const digits = piece(1, { ...PLAIN, conversion: "x", zero: true, width: 2 });
  const bytes: Stmt = { op: "if", condition: builder.compare("ge", read(rest), builder.constant(8)), then: piece(8, { ...PLAIN, width: 8 }), otherwise: piece(1, { ...PLAIN, width: 1 }) };
  const turn = conversion === "m" ? [bytes] : digits;
  return { op: "loop", label, body: [{ op: "if", condition: isOver, then: [{ op: "break", label }], otherwise: [] }, ...turn], actions: 0, isFree: true };
}

function fill(builder: Builder, count: LongExpr): Stmt {
  return builder.print("output", { kind: "value", directive: { ...PLAIN, conversion: "s", width: count }, value: builder.text("") });
}
