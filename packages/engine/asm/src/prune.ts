import { AssemblyError } from "./assembly-error.js";
import type { Instruction, Label } from "./instruction.js";
import type { SymbolicFunction, SymbolicProgram } from "./symbolic-program.js";

/**
 * The program without what can't be reached: subprograms nobody calls, instructions no path leads to, labels no branch
 * names. The verifier refuses the first two; `assemble` does this itself.
 *
 * @throws AssemblyError if a label or subprogram is missing or doubled, or control can run off the end of a function.
 */
export function prune(program: SymbolicProgram): SymbolicProgram {
  const functions = new Map<string, SymbolicFunction>();
  for (const candidate of [program.main, ...program.subprograms]) {
    if (functions.has(candidate.name)) throw new AssemblyError(program.main.name, `two functions are called ${candidate.name}`);
    functions.set(candidate.name, candidate);
  }
  const kept = new Map<string, SymbolicFunction>();
  const pending = [program.main];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (kept.has(next.name)) continue;
    const pruned = pruneFunction(next);
    kept.set(next.name, pruned);
    for (const callee of callees(pruned)) {
      const found = functions.get(callee);
      if (found === undefined) throw new AssemblyError(next.name, `no subprogram is called ${callee}`);
      pending.push(found);
    }
  }
  // The caller's order, not that of discovery: a listing shouldn't move because a call did.
  const ordered = (candidates: readonly SymbolicFunction[]): SymbolicFunction[] =>
    candidates.flatMap(({ name }) => kept.get(name) ?? []);
  const [main = program.main] = ordered([program.main]);
  return { main, subprograms: ordered(program.subprograms) };
}

function callees(caller: SymbolicFunction): string[] {
  return caller.instructions.flatMap((instruction) =>
    instruction.kind === "call-local" || instruction.kind === "load-function" ? [instruction.function] : [],
  );
}

function pruneFunction(whole: SymbolicFunction): SymbolicFunction {
  const { instructions } = whole;
  const reached = reachedInstructions(whole, labelPositions(whole));
  const targets = new Set<Label>();
  for (const [index, instruction] of instructions.entries()) {
    if (reached[index] === 1 && (instruction.kind === "goto" || instruction.kind === "branch")) targets.add(instruction.target);
  }
  const kept = instructions.filter((instruction, index) => {
    if (instruction.kind === "label") return targets.has(instruction.label);
    return reached[instruction.kind === "comment" ? commented(instructions, index) : index] === 1;
  });
  return { name: whole.name, instructions: kept };
}

/** Index of what the comment at `index` stands before: it is kept with that, even where no path leads through the comment. */
function commented(instructions: readonly Instruction[], index: number): number {
  let next = index;
  while (instructions[next]?.kind === "comment") next += 1;
  return next;
}

function labelPositions({ name, instructions }: SymbolicFunction): Map<Label, number> {
  const positions = new Map<Label, number>();
  for (const [index, instruction] of instructions.entries()) {
    if (instruction.kind !== "label") continue;
    if (positions.has(instruction.label)) throw new AssemblyError(name, `label ${instruction.label} is set twice`);
    positions.set(instruction.label, index);
  }
  return positions;
}

/** 1 for each instruction that some path from the start passes through. */
function reachedInstructions({ name, instructions }: SymbolicFunction, labels: ReadonlyMap<Label, number>): Uint8Array {
  const reached = new Uint8Array(instructions.length);
  const pending = [0];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    let instruction: Instruction | undefined;
    do {
      if (reached[index] === 1) break;
      instruction = instructions[index];
      if (instruction === undefined) throw new AssemblyError(name, "does not end in an exit or a goto");
      reached[index] = 1;
      if (instruction.kind === "goto" || instruction.kind === "branch") {
        const target = labels.get(instruction.target);
        if (target === undefined) throw new AssemblyError(name, `no label is called ${instruction.target}`, instruction.tag);
        pending.push(target);
      }
      index += 1;
    } while (instruction.kind !== "goto" && instruction.kind !== "exit");
  }
  return reached;
}
