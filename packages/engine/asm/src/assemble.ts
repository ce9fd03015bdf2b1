import type { AssembledProgram } from "./assembled-program.js";
import type { SymbolicProgram } from "./symbolic-program.js";

/** How to assemble. */
export interface AssembleOptions {
  /**
   * Instruction set: 3 (default; every kernel since 5.12) or 4 (Linux 6.6), which allows signed division, sign-extending
   * loads and moves, unconditional byte swaps, and lets jumps reach beyond 16 bits.
   */
  readonly instructionSet?: 3 | 4;
}

/**
 * Lays out `main` and the subprograms it reaches, and encodes them.
 *
 * @throws AssemblyError if an immediate, offset or jump doesn't fit, a label or subprogram is missing or doubled, a
 *   function doesn't end in an exit or a goto, or an instruction isn't in the instruction set.
 */
export declare function assemble(program: SymbolicProgram, options?: AssembleOptions): AssembledProgram;
