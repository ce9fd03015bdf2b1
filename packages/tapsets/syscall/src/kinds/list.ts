import type { Recorded } from "../argument-kind.js";
import type { SyscallAbi } from "../syscall-abi.js";
import type { Field } from "./structure-layout.js";

/** An array of structures whose length is the peer: its first few are read. */
export interface List {
  readonly name: string;
  readonly most: number;
  /** Bytes of an element, in programs of 64 and of 32 bits. */
  readonly stride: readonly [native: number, compat: number];
  readonly fields: readonly Field[];
  /** Also the beginning of what the first field points to, of as many bytes as the second says. */
  readonly hasData?: boolean;
  render(values: readonly Recorded[], abi: SyscallAbi): string;
}

/** Bytes of an element in programs of a kind. */
export function strideOf({ stride }: Pick<List, "stride">, { wordSize }: SyscallAbi): number {
  return stride[wordSize === 8 ? 0 : 1];
}
