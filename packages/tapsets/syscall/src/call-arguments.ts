import type { ArgumentKind, Reading, Recording } from "./argument-kind.js";
import { argumentKinds } from "./argument-kinds.js";
import { pointerKind } from "./kinds/number-kinds.js";
import { argumentRows, type ArgumentRow, type SyscallRow } from "./syscall-table.js";

/** An argument with its kind, and where it is: the how-manieth register, or nowhere if it's a constant. */
export interface Argument {
  readonly row: ArgumentRow;
  readonly kind: ArgumentKind;
  readonly position: number | undefined;
}

/** By row: calls of programs of all kinds have the same arguments. */
const known = new WeakMap<SyscallRow, KnownArguments>();

/** A call's arguments; those that argstr shows; and of these those whose text needs more than registers. */
export interface KnownArguments {
  readonly all: readonly Argument[];
  readonly shown: readonly Shown[];
  readonly read: readonly Read[];
}

/** The arguments of a row of the table. */
export function argumentsOf(row: SyscallRow): KnownArguments {
  const before = known.get(row);
  if (before !== undefined) return before;
  const all = placedArguments(row);
  const shown = all.flatMap((argument): Shown[] => {
    const shown = argument.row.when ? sometimes(argument, argument.row.when) : argument.kind.shown;
    return argument.position === undefined || shown === undefined ? [] : [{ ...argument, shown }];
  });
  const read = shown.flatMap((argument): Read[] => (argument.shown.reading ? [{ ...argument, reading: argument.shown.reading }] : []));
  known.set(row, { all, shown, read });
  return { all, shown, read };
}

function placedArguments(row: SyscallRow): readonly Argument[] {
  let position = 0;
  return argumentRows(row).map((argument) => {
    const named = argumentKinds.get(argument.kind);
    if (named === undefined) throw new Error(`system call ${row.name}: argument ${argument.name}: no kind is named ${argument.kind}`);
    const kind: ArgumentKind = argument.filled ? { ...pointerKind, variables: named.variables } : named;
    const at = position;
    if (argument.value === undefined) position += kind.registers ?? 1;
    return { row: argument, kind, position: argument.value === undefined ? at : undefined };
  });
}

/** An argument that argstr shows. */
export interface Shown extends Argument {
  readonly shown: Recording;
}

/** One whose text needs more than registers. */
export interface Read extends Shown {
  readonly reading: Reading;
}

/** `, 0644`, or nothing when the call doesn't look at the argument. */
function sometimes({ kind }: Argument, when: NonNullable<ArgumentRow["when"]>): Recording | undefined {
  const { shown } = kind;
  if (shown === undefined) return undefined;
  const mask = BigInt(when.mask);
  const values = when.values?.map(BigInt);
  return {
    render: ([value = 0n, deciding = 0n], rendering) => {
      const bits = BigInt(deciding) & mask;
      const isShown = values ? values.includes(bits) : bits !== 0n;
      return isShown ? `, ${shown.render([value], rendering)}` : "";
    },
  };
}
