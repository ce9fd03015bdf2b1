import type { Builder, ContextVariable, Expr, LongExpr, Segment, StringExpr } from "@tapset/core";
import type { PlannedWord, ReadMemory, ReadPlanner } from "./read-planner.js";
import type { SyscallAbi } from "./syscall-abi.js";

/** Which view of an argument a variable gives. A row of the table may rename a variable by its aspect. */
export type Aspect = "value" | "words" | "address" | "quoted" | "unquoted";

/** An argument of one call, as its kind reads it. */
export interface ArgumentValue {
  /** The whole register. */
  readonly raw: LongExpr;
  /** The register of the argument that the row's `with` names: a buffer's length, an option's level. */
  readonly peer: LongExpr | undefined;
  /** How the calling program lays out what pointers lead to. */
  readonly abi: SyscallAbi;
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

/** A value as it was recorded; texts are latin1. */
export type Recorded = bigint | string;

/** What texts depend on besides what was recorded. */
export interface Rendering {
  readonly abi: SyscallAbi;
  /** The longest a string may be. */
  readonly maxString: number;
}

/** What is read of the memory that an argument leads to. */
export interface Reading {
  /** Readings of one shape record the same, so that calls whose arguments have the same shapes share a handler. */
  shape(abi: SyscallAbi): string;
  record(builder: Builder, argument: ArgumentValue): readonly Expr[];
  /**
   * Plans to read the same, so that one handler serves calls whatever their arguments are; gives how to have the recorded values of what was
   * read. Absent where a plan can't say what is read.
   */
  plan?(planner: ReadPlanner, argument: PlannedArgument): (memory: ReadMemory) => readonly Recorded[];
}

/** An argument as a plan knows it. */
export interface PlannedArgument {
  readonly raw: PlannedWord;
  readonly peer: PlannedWord | undefined;
  readonly abi: SyscallAbi;
}

/** What is recorded of an argument in the kernel, and the text that the session makes of it. */
export interface Recording {
  /** Absent: the registers say all. Those are recorded in one way for all calls, since telling them apart costs more than a few bytes. */
  readonly reading?: Reading;
  /** The values are those that the reading records; without one the argument's register, and its peer's if it has one. */
  render(values: readonly Recorded[], rendering: Rendering): string;
}

/** A kind of system call argument: what scripts can read of it, and how argstr shows it. */
export interface ArgumentKind {
  readonly variables: readonly ArgumentVariable[];
  /** Registers it takes, 1 when absent: 64-bit numbers of 32-bit programs take two. */
  readonly registers?: 2;
  /** Absent: argstr passes over it. */
  readonly shown?: Recording;
  /** The same text where the handler is one call's own: kernel handlers can store and compare it, if anything can. */
  show?(builder: Builder, argument: ArgumentValue): Segment;
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

/** A recording that is the register and nothing more. */
export function registerText(render: (value: bigint, abi: SyscallAbi) => string): Recording {
  return { render: ([value = 0n], { abi }) => render(BigInt(value), abi) };
}

/** The values of which a recording makes its text. */
export function recordedOf({ reading }: Recording, builder: Builder, argument: ArgumentValue): readonly Expr[] {
  const { raw, peer } = argument;
  return reading?.record(builder, argument) ?? (peer === undefined ? [raw] : [raw, peer]);
}

/** A recording's text as a value of its own. `bound` is its longest, in bytes. */
export function textOf(name: string, bound: number, recording: Recording): (builder: Builder, argument: ArgumentValue) => StringExpr {
  return (builder, argument) => {
    const { abi } = argument;
    const render = (...values: readonly Recorded[]): string => recording.render(values, { abi, maxString: builder.maxString });
    return builder.fact({ name: `syscall/${name}-${abi.name}`, injective: false, bound, render }, ...recordedOf(recording, builder, argument));
  };
}

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
