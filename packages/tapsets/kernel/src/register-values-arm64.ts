import type { RegisterOffsets } from "./register-values.js";

/** Where `struct pt_regs` of arm64 keeps what a function takes and returns: x0 to x7, and x0. DWARF counts x0 to x30, and sp. */
export const arm64: RegisterOffsets = {
  parameters: [0, 8, 16, 24, 32, 40, 48, 56],
  largeStructure: 1,
  stack: { pointer: 248, first: 0, takesAllBehind: true },
  result: 0,
  dwarf: Array.from({ length: 32 }, (_, index) => 8 * index),
};
