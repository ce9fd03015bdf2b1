import type { SyscallAbi } from "../syscall-abi.js";
import type { Field } from "./structure-layout.js";

/** A structure that is cheap to read: a few words. */
export interface Structure {
  readonly name: string;
  readonly fields: readonly Field[];
  /** Its text; the values are those of the fields, in order. */
  render(values: readonly bigint[], abi: SyscallAbi): string;
}

/** Seconds and a fraction of so many digits: `1.500000`. */
export function seconds(digits: number, whole = 0n, part = 0n): string {
  const fraction = part.toString();
  return `${whole}.${part < 0n ? fraction : fraction.padStart(digits, "0")}`;
}
