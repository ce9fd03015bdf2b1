import type { Builder, ContextVariable, LongExpr } from "@tapset/core";
import { registerText, textOf, type ArgumentKind, type ArgumentValue, type ArgumentVariable } from "./argument-kind.js";
import { argumentKinds } from "./argument-kinds.js";
import { constantWords } from "./kinds/constant-kinds.js";
import type { SyscallAbi } from "./syscall-abi.js";
import { argumentRows, type ResultRow, type SyscallRow } from "./syscall-table.js";

/** A child's status as wait(2) tells it: `{WIFEXITED, 3}`, `{WIFSIGNALED, SIGKILL}`. */
function waitStatus(status: bigint, { constants }: SyscallAbi): string {
  const signal = (shift: bigint): string => constantWords("signal", constants, (status >> shift) & 0x7fn);
  if (status === 0xffffn) return "{WIFCONTINUED}";
  if ((status & 0xffn) === 0x7fn) return `{WIFSTOPPED, ${signal(8n)}}`;
  if ((status & 0x7fn) === 0n) return `{WIFEXITED, ${(status >> 8n) & 0xffn}}`;
  return `{WIFSIGNALED, ${signal(0n)}${(status & 0x80n) === 0n ? "" : ", WCOREDUMP"}}`;
}

const statusWords = textOf("wait_status", 64, registerText((status, abi) => waitStatus(BigInt.asUintN(32, status), abi)));

function loadInt(builder: Builder, address: LongExpr, offset = 0): LongExpr {
  return builder.load(address, { offset, size: 4, signed: true, access: "user", onFault: "zero", nullIsZero: true });
}

/** Numbers are one variable under the row's own name. */
const numbers: Readonly<Record<string, (row: ResultRow) => ArgumentVariable>> = {
  int: ({ name, offset }) => ({ name: () => name, type: "long", doc: "a number", load: (builder, { raw }) => loadInt(builder, raw, offset) }),
  wait_status: ({ name }) => ({
    name: () => name,
    type: "string",
    doc: "the child's status in words",
    load: (builder, argument) => statusWords(builder, { ...argument, raw: loadInt(builder, argument.raw) }),
  }),
};

function variablesOf(row: ResultRow): readonly ArgumentVariable[] {
  const number = numbers[row.kind];
  if (number !== undefined) return [number(row)];
  const kind: ArgumentKind | undefined = argumentKinds.get(row.kind);
  // Where it lies is the argument's to tell.
  return kind?.variables.filter(({ aspect }) => aspect !== "address") ?? [];
}

/** The variables of what a call has written by the time it returns. `argument` gives an argument as it was at the entry. */
export function resultVariables(call: SyscallRow, row: ResultRow, argument: (builder: Builder, name: string) => ArgumentValue, result: (builder: Builder) => LongExpr): readonly ContextVariable[] {
  const lengthKind = argumentRows(call).find(({ name }) => name === row.length)?.kind;
  const lengthOf = (builder: Builder): LongExpr | undefined => {
    if (row.length === undefined) return undefined;
    if (row.length === "return") return result(builder);
    const { raw } = argument(builder, row.length);
    return lengthKind === "pointer" ? loadInt(builder, raw) : raw;
  };
  return variablesOf(row).map((variable) => ({
    name: (variable.aspect && row.names?.[variable.aspect]) ?? variable.name(row.name),
    type: variable.type,
    doc: `what the call has written to ${row.of}: ${variable.doc}`,
    load: (builder) => {
      const { raw, abi } = argument(builder, row.of);
      const length = lengthOf(builder);
      // What a call that failed hasn't written is as if there were no memory for it.
      const unlessFailed = (value: LongExpr): LongExpr =>
        row.onFailure ? value : builder.select(builder.compare("lt", result(builder), builder.constant(0)), builder.constant(0), value);
      return variable.load(builder, { raw: unlessFailed(raw), peer: length && unlessFailed(length), abi });
    },
  }));
}
