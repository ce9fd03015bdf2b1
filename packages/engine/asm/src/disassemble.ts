import type { AssembledProgram } from "./assembled-program.js";
import type { DecodedInstruction } from "./decode.js";
import { decode } from "./decode.js";
import type { Instruction } from "./instruction.js";
import { readSlots } from "./slot.js";
import type { SymbolicFunction, SymbolicProgram } from "./symbolic-program.js";

/**
 * Symbols out of bytes: labels are called after their slot (`L12`), maps and functions as the program says, or after
 * their descriptor (`fd_5`) and slot (`function_12`). Comments and tags are gone.
 *
 * @throws RangeError naming the slot whose bits are no instruction.
 */
export function disassemble(program: Pick<AssembledProgram, "bytes"> & Partial<AssembledProgram>): SymbolicProgram {
  const mapNames = new Map(program.relocations?.map(({ insn, name }) => [insn, name]));
  const functionNames = new Map(program.functions?.map(({ insn, name }) => [insn, name]));
  if (!functionNames.has(0)) functionNames.set(0, "main");
  const functionName = (insn: number): string => functionNames.get(insn) ?? `function_${String(insn)}`;
  const decoded = decode(readSlots(program.bytes), {
    label: (insn) => `L${String(insn)}`,
    function: functionName,
    map: (insn, fd) => mapNames.get(insn) ?? `fd_${String(fd)}`,
  });
  const labels = targetsOf(decoded, "goto", "branch");
  const starts = new Set([...functionNames.keys(), ...targetsOf(decoded, "call-local", "load-function")]);
  const functions: { name: string; instructions: Instruction[] }[] = [];
  for (const { instruction, insn } of decoded) {
    if (starts.has(insn)) functions.push({ name: functionName(insn), instructions: [] });
    const current = functions.at(-1)?.instructions;
    if (labels.has(insn)) current?.push({ kind: "label", label: `L${String(insn)}` });
    current?.push(instruction);
  }
  const [main, ...subprograms]: SymbolicFunction[] = functions;
  if (main === undefined) throw new RangeError("disassemble: no instructions");
  return { main, subprograms };
}

function targetsOf(decoded: readonly DecodedInstruction[], ...kinds: Instruction["kind"][]): Set<number> {
  return new Set(decoded.flatMap(({ instruction, target }) =>
    target !== undefined && kinds.includes(instruction.kind) ? [target] : [],
  ));
}
