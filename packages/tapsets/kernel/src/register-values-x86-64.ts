import type { RegisterOffsets } from "./register-values.js";

/**
 * Where `struct pt_regs` of x86-64 keeps what a function takes and returns: rdi, rsi, rdx, rcx, r8, r9, and rax. DWARF counts rax, rdx, rcx, rbx, rsi,
 * rdi, rbp, rsp, r8 to r15, rip.
 */
export const x86_64: RegisterOffsets = {
  parameters: [112, 104, 96, 88, 72, 64],
  largeStructure: 0,
  // Below the first one is the address to return to.
  stack: { pointer: 152, first: 8, takesAllBehind: false },
  result: 80,
  dwarf: [80, 96, 88, 40, 104, 112, 32, 152, 72, 64, 56, 48, 24, 16, 8, 0, 128],
};
