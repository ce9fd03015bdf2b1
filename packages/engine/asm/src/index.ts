export { r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, registers, MAX_BPF_STACK } from "./register.js";
export type { Register } from "./register.js";
export type {
  Alu, AluOperation, Atomic, AtomicOperation, Branch, CallHelper, CallKfunc, CallLocal, CodeInstruction, Comment,
  Condition, Endian, Exit, Goto, Instruction, Label, LabelMark, Load, LoadBtfVariable, LoadFunction, LoadImm64, LoadMap,
  LoadMapValue, MemorySize, MoveSigned, Negate, Operand, Store, Tag, Width,
} from "./instruction.js";
export type { SymbolicFunction, SymbolicProgram } from "./symbolic-program.js";
export { Assembler } from "./assembler.js";
export { helperFunctions, helperName } from "./helper-functions.js";
export type { HelperFunction, HelperName } from "./helper-functions.js";
export { assemble } from "./assemble.js";
export type { AssembleOptions } from "./assemble.js";
export type { AssembledProgram, FunctionStart, LineStart, Relocation } from "./assembled-program.js";
export { AssemblyError } from "./assembly-error.js";
export { relocate } from "./relocate.js";
export { prune } from "./prune.js";
export { printFunction, printInstruction, printProgram } from "./listing.js";
export { disassemble } from "./disassemble.js";
