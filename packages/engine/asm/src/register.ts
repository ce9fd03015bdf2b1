/**
 * A BPF register. Operands are either registers or numbers, so a register is an object of its own and never a number.
 *
 * - `r0`: return value of a call and of the program
 * - `r1`–`r5`: arguments of a call, lost by it; `r1` is the context on entry
 * - `r6`–`r9`: kept across calls
 * - `r10`: frame pointer, read-only; the stack is the 512 bytes below it
 */
export interface Register {
  /** The number in the instruction, 0 to 10. */
  readonly index: number;
}

export const r0: Register = { index: 0 };
export const r1: Register = { index: 1 };
export const r2: Register = { index: 2 };
export const r3: Register = { index: 3 };
export const r4: Register = { index: 4 };
export const r5: Register = { index: 5 };
export const r6: Register = { index: 6 };
export const r7: Register = { index: 7 };
export const r8: Register = { index: 8 };
export const r9: Register = { index: 9 };
export const r10: Register = { index: 10 };

/** Every register, at its own index. */
export const registers: readonly Register[] = [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10];

/** Bytes of stack below `r10` that each function may use (`MAX_BPF_STACK`; shared by all frames of a call chain). */
export const MAX_BPF_STACK = 512;
