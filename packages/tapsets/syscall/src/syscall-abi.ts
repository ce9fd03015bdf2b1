import type { Builder, LongExpr } from "@tapset/core";
import type { ArgumentPlace } from "./multiplexers.js";

/** How programs of one kind ask for system calls. */
export interface SyscallAbi {
  /** The column of the table that has its numbers, in SystemTap's spelling. */
  readonly name: string;
  /** Where the arguments are at entry, and still at exit. */
  readonly arguments: readonly ArgumentPlace[];
  /** Bytes of a pointer, a long, a size_t. */
  readonly wordSize: 4 | 8;
  /** The names of numbers are those of this column. */
  readonly constants: string;
}

/** Where an architecture's kernel keeps what a system call was asked. */
export interface SyscallRegisters {
  /** The member that holds the call's number, at entry and at exit. */
  readonly number: string;
  /** The member that holds the result at exit. */
  readonly result: string;
  /** A member one bit of which says which of the two kinds a program is: `native` in 64-bit programs. */
  readonly mode: { readonly member: string; readonly bit: number; readonly native: 0 | 1 };
  /** 64-bit programs; 32-bit programs, whose numbers mean other calls. */
  readonly abis: readonly [native: SyscallAbi, compat: SyscallAbi];
}

/** By architecture, in SystemTap's spelling. */
export const syscallRegisters: Readonly<Record<string, SyscallRegisters>> = {
  x86_64: {
    number: "orig_ax",
    result: "ax",
    // __USER_CS is 0x33; 32-bit code runs with __USER32_CS, 0x23. The thread's TS_COMPAT would know even a 64-bit program's
    // `int 0x80`, but finding the thread costs a sixth of a probe.
    mode: { member: "cs", bit: 4, native: 1 },
    abis: [
      { name: "x86_64", arguments: ["di", "si", "dx", "r10", "r8", "r9"], wordSize: 8, constants: "x86_64" },
      { name: "i386", arguments: ["bx", "cx", "dx", "si", "di", "bp"], wordSize: 4, constants: "x86_64" },
    ],
  },
};

/** Whether a 32-bit program calls, in a handler that serves both. */
export function isCompat(builder: Builder): LongExpr {
  return builder.binary("and", builder.environment("selector"), 1);
}

/** What a dispatcher tells calls apart by: the number, and in the lowest bit whether a 32-bit program calls. */
export function selectorOf(number: number, abi: 0 | 1): bigint {
  return BigInt(2 * number + abi);
}
