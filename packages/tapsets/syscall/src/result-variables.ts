import type { Builder, ContextVariable, LongExpr } from "@tapset/core";
import { registerText, textOf, unlessNull, type ArgumentValue } from "./argument-kind.js";
import { constantWords } from "./kinds/constant-kinds.js";
import type { SyscallAbi } from "./syscall-abi.js";
import type { ResultRow } from "./syscall-table.js";

/** A child's status as wait(2) tells it: `{WIFEXITED, 3}`, `{WIFSIGNALED, SIGKILL}`. */
function waitStatus(status: bigint, { constants }: SyscallAbi): string {
  const signal = (shift: bigint): string => constantWords("signal", constants, (status >> shift) & 0x7fn);
  if (status === 0xffffn) return "{WIFCONTINUED}";
  if ((status & 0xffn) === 0x7fn) return `{WIFSTOPPED, ${signal(8n)}}`;
  if ((status & 0x7fn) === 0n) return `{WIFEXITED, ${(status >> 8n) & 0xffn}}`;
  return `{WIFSIGNALED, ${signal(0n)}${(status & 0x80n) === 0n ? "" : ", WCOREDUMP"}}`;
}

const statusWords = textOf("wait_status", 64, registerText((status, abi) => waitStatus(BigInt.asUintN(32, status), abi)));

/** A variable of what a call has written by the time it returns: an int behind a pointer that it was given. */
export function resultVariable({ name, kind, offset = 0 }: ResultRow, pointer: (builder: Builder) => ArgumentValue): ContextVariable {
  const load = (builder: Builder): LongExpr => {
    const { raw } = pointer(builder);
    return unlessNull(builder, raw, builder.load(raw, { offset, size: 4, signed: true, access: "user", onFault: "zero" }));
  };
  return kind === "int"
    ? { name, type: "long", doc: "what the call has written", load }
    : { name, type: "string", doc: "the child's status in words", load: (builder) => statusWords(builder, { ...pointer(builder), raw: load(builder) }) };
}
