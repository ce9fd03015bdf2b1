import type { RegisterOffsets } from "./register-values.js";

/** Where `struct pt_regs` of x86-64 keeps what a function takes and returns: rdi, rsi, rdx, rcx, r8, r9, and rax. */
export const x86_64: RegisterOffsets = { parameters: [112, 104, 96, 88, 72, 64], largeStructure: 0, result: 80 };
