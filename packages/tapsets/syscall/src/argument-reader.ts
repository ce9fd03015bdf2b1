import { memberLoad, registersAt, type Builder, type Expr, type LongExpr, type Segment, type StringExpr } from "@tapset/core";
import { type ArgumentKind, type ArgumentValue, type Recorded, type Recording, type Rendering, textOf } from "./argument-kind.js";
import { argumentKinds } from "./argument-kinds.js";
import { argumentRows, type ArgumentRow, type Call } from "./syscall-table.js";

/** `struct pt_regs *`, the first argument of both tracepoints. */
export function registers(builder: Builder): LongExpr {
  const type = builder.target.btf?.byName("struct", "pt_regs");
  return builder.context(0, 8, { ...(type && { ctype: type }), trusted: true });
}

/** What the calling process had in its registers: the arguments, and at the return the result. */
export const callRegisters = registersAt({ of: "user", at: "syscall" }, registers);

/** An argument with its kind, and where it is: the how-manieth register, or nowhere if it's a constant. */
export interface Argument {
  readonly row: ArgumentRow;
  readonly kind: ArgumentKind;
  readonly position: number | undefined;
}

function argumentsOf({ row }: Call): readonly Argument[] {
  let position = 0;
  return argumentRows(row).map((argument) => {
    const kind = argumentKinds.get(argument.kind);
    if (kind === undefined) throw new Error(`system call ${row.name}: argument ${argument.name}: no kind is named ${argument.kind}`);
    const at = position;
    if (argument.value === undefined) position += kind.registers ?? 1;
    return { row: argument, kind, position: argument.value === undefined ? at : undefined };
  });
}

/** An argument that argstr shows. */
interface Shown extends Argument {
  readonly shown: Recording;
  /** What it records, and from which registers. */
  readonly shape: string;
}

/** Reads the arguments of one call. */
export class ArgumentReader {
  readonly #arguments: readonly Argument[];
  readonly #shown: readonly Shown[];
  /** Equal for calls of which {@link record} records the same. */
  readonly shape: string;

  constructor(readonly call: Call) {
    this.#arguments = argumentsOf(call);
    this.#shown = this.#arguments.flatMap((argument): Shown[] => {
      const shown = argument.row.when ? this.#sometimes(argument, argument.row.when) : argument.kind.shown;
      if (argument.position === undefined || shown === undefined) return [];
      // A number of two registers is read otherwise than one.
      const own = argument.kind.registers === 2 ? `${argument.position}+` : argument.position;
      const registers = [own, ...[argument.row.with, argument.row.when?.argument].flatMap((name) => (name === undefined ? [] : [this.#named(name).position]))];
      return [{ ...argument, shown, shape: `${shown.shape}@${registers.join()}` }];
    });
    this.shape = [call.abi.name, ...this.#shown.map(({ shape }) => shape)].join("; ");
  }

  get arguments(): readonly Argument[] {
    return this.#arguments;
  }

  value(builder: Builder, { row, position, kind }: Argument): ArgumentValue {
    const peer = row.with ?? row.when?.argument;
    return {
      raw: this.#raw(builder, row, kind, position),
      peer: peer === undefined ? undefined : this.#register(builder, peer),
      abi: this.call.abi,
    };
  }

  /** The argument of a name. */
  named(builder: Builder, name: string): ArgumentValue {
    return this.value(builder, this.#named(name));
  }

  /** The values that {@link render} makes argstr of. */
  record(builder: Builder): readonly Expr[] {
    return this.#shown.flatMap((argument) => argument.shown.record(builder, this.value(builder, argument)));
  }

  /** How many values each shown argument records. Needs a builder, since only recording tells. */
  counts(builder: Builder): readonly number[] {
    return this.#shown.map((argument) => argument.shown.record(builder, this.value(builder, argument)).length);
  }

  /** argstr, of recorded values and how many of them each argument has. */
  render(values: readonly Recorded[], counts: readonly number[], rendering: Rendering): string {
    let at = 0;
    let text = "";
    for (const [index, { shown, row }] of this.#shown.entries()) {
      const part = shown.render(values.slice(at, (at += counts[index] ?? 0)), rendering);
      text += index > 0 && !row.when ? `, ${part}` : part;
    }
    return text;
  }

  /** argstr as its pieces, where the handler is the call's own. */
  text(builder: Builder): StringExpr {
    const segments = this.#shown.flatMap((argument, index): (Segment | string)[] => {
      const { row, kind, shown } = argument;
      const value = this.value(builder, argument);
      const name = row.when ? `${row.kind}-when-${row.when.argument}-${row.when.mask}-${row.when.values?.join("-") ?? "any"}` : `argstr-${row.kind}`;
      const segment = (!row.when && kind.show?.(builder, value)) || builder.value("s", textOf(name, 1023, shown)(builder, value));
      return index > 0 && !row.when ? [", ", segment] : [segment];
    });
    return builder.format(...segments);
  }

  /** `, 0644`, or nothing when the call doesn't look at the argument. */
  #sometimes({ kind }: Argument, when: NonNullable<ArgumentRow["when"]>): Recording | undefined {
    const { shown } = kind;
    if (shown === undefined) return undefined;
    const mask = BigInt(when.mask);
    const values = when.values?.map(BigInt);
    return {
      shape: "pair",
      record: (_builder, { raw, peer }) => [peer!, raw],
      render: ([deciding = 0n, value = 0n], rendering) => {
        const bits = BigInt(deciding) & mask;
        const isShown = values ? values.includes(bits) : bits !== 0n;
        return isShown ? `, ${shown.render([value], rendering)}` : "";
      },
    };
  }

  #named(name: string): Argument {
    const argument = this.#arguments.find(({ row }) => row.name === name);
    if (argument === undefined) throw new Error(`system call ${this.call.row.name}: no argument is named ${name}`);
    return argument;
  }

  #register(builder: Builder, name: string): LongExpr {
    const { row, kind, position } = this.#named(name);
    return this.#raw(builder, row, kind, position);
  }

  #raw(builder: Builder, row: ArgumentRow, kind: ArgumentKind, position: number | undefined): LongExpr {
    if (position === undefined) return builder.constant(row.value ?? 0);
    const { abi } = this.call;
    const load = (at: number): LongExpr => {
      const member = abi.arguments[at];
      return member === undefined
        ? builder.refuse("no-such-register", `system calls of ${abi.name} have no argument ${at + 1}`)
        : memberLoad(builder, registers(builder), member);
    };
    return kind.registers === 2 ? builder.binary("or", builder.binary("and", load(position), 0xffffffffn), builder.binary("shl", load(position + 1), 32)) : load(position);
  }
}
