import type { Instruction } from "./instruction.js";

/** One function: its instructions with symbolic labels, maps and callees. The last one must be an exit or a goto. */
export interface SymbolicFunction {
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/**
 * A program before assembly. Deterministic and independent of any kernel: maps are names, functions are names.
 *
 * Subprograms that are not reached from `main` are left out of the assembled program (the verifier refuses them), so a
 * whole library of subprograms may be offered.
 */
export interface SymbolicProgram {
  readonly main: SymbolicFunction;
  readonly subprograms: readonly SymbolicFunction[];
}
