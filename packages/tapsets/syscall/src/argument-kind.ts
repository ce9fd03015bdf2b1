import type { Builder, ContextVariable, Expr, LongExpr, Segment } from "@tapset/core";

/** Which view of an argument a variable gives. A row of the table may rename a variable by its aspect. */
export type Aspect = "value" | "words" | "address" | "quoted" | "unquoted";

/** An argument of one call, as its kind reads it. */
export interface ArgumentValue {
  /** The whole register. */
  readonly raw: LongExpr;
  /** The register of the argument that the row's `with` names: a buffer's length, an option's level. */
  readonly peer: LongExpr | undefined;
}

/** A variable that an argument gives to scripts. */
export interface ArgumentVariable {
  /** Absent for variables whose name doesn't come from the argument's. */
  readonly aspect?: Aspect;
  /** Its name for an argument of that name. */
  name(argument: string): string;
  readonly type: ContextVariable["type"];
  readonly doc: string;
  load(builder: Builder, argument: ArgumentValue): Expr;
}

/** A kind of system call argument: what scripts can read of it, and how argstr shows it. */
export interface ArgumentKind {
  readonly variables: readonly ArgumentVariable[];
  /** Absent: argstr passes over it. */
  show?(builder: Builder, argument: ArgumentValue): Segment;
  /** The same as text, for kinds that are one number; arguments that are only sometimes there are shown through it. */
  render?(value: bigint): string;
}

/** `value` becomes `value_str`. */
export const suffixed = (suffix: string) => (argument: string): string => argument + suffix;

/** A variable under the argument's own name. */
export const plain = suffixed("");

/** The register as the address it is, under NAME_uaddr. */
export const addressVariable: ArgumentVariable = {
  aspect: "address",
  name: suffixed("_uaddr"),
  type: "long",
  doc: "its address",
  load: (_builder, { raw }) => raw,
};

/** The low 32 bits, sign-extended: an int in a 64-bit register has anything above them. */
export function signed32(builder: Builder, raw: LongExpr): LongExpr {
  return builder.binary("sar", builder.binary("shl", raw, 32), 32);
}

/** The low 32 bits. */
export function unsigned32(builder: Builder, raw: LongExpr): LongExpr {
  return builder.binary("and", raw, 0xffffffffn);
}

/** `load` where the address isn't NULL, else 0: asking for what isn't there would count as a failed read. */
export function unlessNull(builder: Builder, address: LongExpr, load: LongExpr): LongExpr {
  return builder.select(builder.compare("eq", address, builder.constant(0)), builder.constant(0), load);
}
