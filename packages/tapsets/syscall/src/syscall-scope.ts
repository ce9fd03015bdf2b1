import { memberLoad, registersAt, scopeOf, type Builder, type ContextVariable, type Fact, type LongExpr, type Scope, type Segment, type StringExpr } from "@tapset/core";
import type { ArgumentKind, ArgumentValue } from "./argument-kind.js";
import { argumentKinds } from "./argument-kinds.js";
import { syscallRegisters } from "./argument-registers.js";
import { resultText } from "./result-text.js";
import { argumentRows, type ArgumentRow, type SyscallRow } from "./syscall-table.js";

/** `struct pt_regs *`, the first argument of both tracepoints. */
export function registers(builder: Builder): LongExpr {
  const type = builder.target.btf?.byName("struct", "pt_regs");
  return builder.context(0, 8, { ...(type && { ctype: type }), trusted: true });
}

/** What the calling process had in its registers: the arguments, and at the return the result. */
export const callRegisters = registersAt({ of: "user", at: "syscall" }, registers);

/** Names by number: what `name` is a fact of where one handler serves many calls. */
export function nameFact(numbers: ReadonlyMap<bigint, string>): Fact {
  return {
    name: "syscall/name",
    injective: true,
    bound: 31,
    render: (value) => numbers.get(BigInt(value)) ?? `syscall_${String(value)}`,
    domain: () => [...numbers.keys()].sort((a, b) => (a < b ? -1 : 1)),
  };
}

function nameVariable(row: SyscallRow, names: Fact): ContextVariable {
  return {
    name: "name",
    type: "string",
    doc: "name of the system call",
    uniform: "syscall/name",
    load: (builder) => (builder.point.op === "text" ? builder.text(row.name) : builder.fact(names, builder.environment("selector"))),
  };
}

/** An argument with its kind, and where it is: the how-manieth register, or nowhere if it's a constant. */
interface Argument {
  readonly row: ArgumentRow;
  readonly kind: ArgumentKind;
  readonly position: number | undefined;
}

function argumentsOf(row: SyscallRow): readonly Argument[] {
  let position = 0;
  return argumentRows(row).map((argument) => {
    const kind = argumentKinds.get(argument.kind);
    if (kind === undefined) throw new Error(`system call ${row.name}: argument ${argument.name}: no kind is named ${argument.kind}`);
    return { row: argument, kind, position: argument.value === undefined ? position++ : undefined };
  });
}

/** Reads the arguments of one call. */
class ArgumentReader {
  constructor(
    readonly builder: Builder,
    readonly call: readonly Argument[],
  ) {}

  value(argument: Argument): ArgumentValue {
    return { raw: this.#raw(argument), peer: argument.row.with === undefined ? undefined : this.#named(argument.row.with) };
  }

  /** The pieces of argstr. */
  *segments(): Generator<Segment | string> {
    let isFirst = true;
    for (const argument of this.call) {
      const { row, kind, position } = argument;
      if (position === undefined || kind.show === undefined) continue;
      if (row.when) yield this.builder.value("s", this.#sometimes(argument, row.when));
      else {
        if (!isFirst) yield ", ";
        yield kind.show(this.builder, this.value(argument));
      }
      isFirst = false;
    }
  }

  /** `, 0644`, or nothing when the call doesn't look at the argument. */
  #sometimes({ row, kind, position }: Argument, when: NonNullable<ArgumentRow["when"]>): StringExpr {
    const mask = BigInt(when.mask);
    const values = when.values?.map(BigInt);
    const other = this.call.find((each) => each.row.name === when.argument);
    const fact: Fact = {
      name: `syscall/${row.kind}-when-${other?.row.kind ?? ""}-${when.mask}-${when.values?.join("-") ?? "any"}`,
      injective: false,
      bound: 40,
      render: (deciding, value) => {
        const bits = BigInt(deciding) & mask;
        const isShown = values ? values.includes(bits) : bits !== 0n;
        return isShown ? `, ${kind.render?.(BigInt(value)) ?? String(value)}` : "";
      },
    };
    return this.builder.fact(fact, this.#named(when.argument), this.#variable({ row, kind, position }));
  }

  /** The value as the kind's first variable has it: of the width that counts. */
  #variable(argument: Argument): LongExpr {
    const value = argument.kind.variables[0]?.load(this.builder, this.value(argument));
    return value?.type === "long" ? value : this.#raw(argument);
  }

  #named(name: string): LongExpr {
    const argument = this.call.find(({ row }) => row.name === name);
    if (argument === undefined) throw new Error(`no argument is named ${name}`);
    return this.#raw(argument);
  }

  #raw({ row, position }: Argument): LongExpr {
    const { builder } = this;
    if (position === undefined) return builder.constant(row.value ?? 0);
    const member = syscallRegisters[builder.target.arch]?.arguments[position];
    return member === undefined
      ? builder.refuse("unknown-architecture", `where system calls have their arguments on ${builder.target.arch} is not known`)
      : memberLoad(builder, registers(builder), member);
  }
}

/** The variables of the arguments, and `argstr`. */
function argumentVariables(row: SyscallRow, at: "entry" | "fire"): ContextVariable[] {
  const call = argumentsOf(row);
  const variables = call.flatMap((argument) =>
    argument.kind.variables.map(
      (variable): ContextVariable => ({
        name: (variable.aspect && argument.row.names?.[variable.aspect]) ?? variable.name(argument.row.name),
        type: variable.type,
        doc: `argument ${argument.row.name}: ${variable.doc}`,
        at,
        load: (builder) => variable.load(builder, new ArgumentReader(builder, call).value(argument)),
      }),
    ),
  );
  const argstr: ContextVariable = {
    name: "argstr",
    type: "string",
    doc: "the arguments, as a C programmer would write them",
    at,
    load: (builder) => builder.format(...new ArgumentReader(builder, call).segments()),
  };
  return [...variables, argstr];
}

/** What `syscall.NAME` offers. */
export function entryScope(row: SyscallRow, names: Fact): Scope {
  return scopeOf([nameVariable(row, names), ...argumentVariables(row, "fire")]);
}

/** What `syscall.NAME.return` offers; arguments are those of the entry. */
export function returnScope(row: SyscallRow, names: Fact): Scope {
  const result = (builder: Builder) => builder.context(8, 8, { signed: true });
  const text = resultText[row.returns === undefined || row.returns === "never" ? "decimal" : row.returns];
  const number = { type: "long", doc: "the result: negative errno on failure", uniform: "syscall/return", load: result } as const;
  return scopeOf([
    nameVariable(row, names),
    { name: "retval", ...number },
    { name: "retstr", type: "string", doc: "the result, with the name of the error", uniform: text.name, load: (builder) => builder.fact(text, result(builder)) },
    { name: "$return", ...number },
    ...argumentVariables(row, "entry"),
  ]);
}
