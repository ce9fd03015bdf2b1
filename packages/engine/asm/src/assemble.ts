import type { AssembledProgram, FunctionStart, LineStart, Relocation } from "./assembled-program.js";
import { AssemblyError } from "./assembly-error.js";
import { bringWithinReach } from "./bring-within-reach.js";
import { encode, slotCount } from "./encode.js";
import type { CodeInstruction, Instruction, Label } from "./instruction.js";
import { prune } from "./prune.js";
import { SLOT_BYTES, writeSlot } from "./slot.js";
import type { SymbolicFunction, SymbolicProgram } from "./symbolic-program.js";

/** How to assemble. */
export interface AssembleOptions {
  /**
   * Instruction set: 3 (default; every kernel since 5.12) or 4 (Linux 6.6), which allows signed division, sign-extending
   * loads and moves, unconditional byte swaps, and lets jumps reach beyond 16 bits. With 3 such jumps go in steps.
   */
  readonly instructionSet?: 3 | 4;
}

/**
 * Lays out `main` and the subprograms it reaches, without their unreachable instructions, and encodes them.
 *
 * @throws AssemblyError if an immediate or offset doesn't fit, a label or subprogram is missing or doubled,
 *   control can run off the end of a function, or an instruction isn't in the instruction set.
 */
export function assemble(program: SymbolicProgram, options: AssembleOptions = {}): AssembledProgram {
  const instructionSet = options.instructionSet ?? 3;
  const { main, subprograms } = prune(program);
  const layouts: Layout[] = [];
  const starts = new Map<string, number>();
  let length = 0;
  for (const current of [main, ...subprograms]) {
    starts.set(current.name, length);
    const layout = instructionSet < 4 ? layOutWith(bringWithinReach(current), new Set()) : layOut(current);
    layouts.push(layout);
    length += layout.length;
  }
  const bytes = Buffer.alloc(length * SLOT_BYTES);
  const relocations: Relocation[] = [];
  const lines: LineStart[] = [];
  for (const layout of layouts) {
    const start = starts.get(layout.name) ?? 0;
    writeFunction(bytes, layout, start, starts, instructionSet);
    relocations.push(...relocationsOf(layout, start));
    lines.push(...linesOf(layout, start));
  }
  const functions: FunctionStart[] = Array.from(starts, ([name, insn]) => ({ name, insn }));
  return { bytes, relocations, functions, lines };
}

/** A function with its instructions in place; positions are slots from its start. */
interface Layout {
  readonly name: string;
  readonly length: number;
  readonly code: readonly PlacedInstruction[];
  readonly labels: ReadonlyMap<Label, number>;
}

interface PlacedInstruction {
  readonly instruction: CodeInstruction;
  readonly position: number;
  /** Its target is further than 16 bits reach, so it takes the long form. */
  readonly isFar: boolean;
}

/** Places instructions with long jumps: again until no branch is too far, since long forms push others apart. */
function layOut(whole: SymbolicFunction): Layout {
  const far = new Set<Instruction>();
  for (;;) {
    const layout = layOutWith(whole, far);
    const tooFar = layout.code.filter(({ instruction, position, isFar }) => !isFar && isOutOfReach(instruction, position, layout.labels));
    if (tooFar.length === 0) return layout;
    for (const { instruction } of tooFar) far.add(instruction);
  }
}

function layOutWith({ name, instructions }: SymbolicFunction, far: ReadonlySet<Instruction>): Layout {
  const code: PlacedInstruction[] = [];
  const labels = new Map<Label, number>();
  let position = 0;
  for (const instruction of instructions) {
    if (instruction.kind === "comment") continue;
    if (instruction.kind === "label") {
      labels.set(instruction.label, position);
      continue;
    }
    const isFar = far.has(instruction);
    code.push({ instruction, position, isFar });
    position += slotCount(instruction, isFar);
  }
  return { name, length: position, code, labels };
}

function isOutOfReach(instruction: CodeInstruction, position: number, labels: ReadonlyMap<Label, number>): boolean {
  if (instruction.kind !== "goto" && instruction.kind !== "branch") return false;
  const distance = (labels.get(instruction.target) ?? 0) - position - 1;
  return distance < -0x8000 || distance > 0x7fff;
}

function writeFunction(
  bytes: Buffer,
  layout: Layout,
  start: number,
  starts: ReadonlyMap<string, number>,
  instructionSet: 3 | 4,
): void {
  for (const { instruction, position, isFar } of layout.code) {
    const place = {
      instructionSet,
      isFar,
      distanceToLabel: (label: Label) => (layout.labels.get(label) ?? 0) - position - 1,
      distanceToFunction: (name: string) => (starts.get(name) ?? 0) - start - position - 1,
    };
    try {
      for (const [index, slot] of encode(instruction, place).entries()) writeSlot(bytes, start + position + index, slot);
    } catch (error) {
      if (error instanceof RangeError) throw new AssemblyError(layout.name, error.message, instruction.tag);
      throw error;
    }
  }
}

function relocationsOf(layout: Layout, start: number): Relocation[] {
  return layout.code.flatMap(({ instruction, position }): Relocation[] => {
    const insn = start + position;
    if (instruction.kind === "load-map") return [{ insn, kind: "map", name: instruction.map, offset: 0 }];
    if (instruction.kind !== "load-map-value") return [];
    return [{ insn, kind: "map-value", name: instruction.map, offset: instruction.offset }];
  });
}

/** A row where the tag changes, and one at the start of the function, which the kernel demands. */
function linesOf(layout: Layout, start: number): LineStart[] {
  const lines: LineStart[] = [];
  for (const { instruction: { tag }, position } of layout.code) {
    const last = lines.at(-1);
    if (last === undefined || last.tag !== tag) lines.push({ insn: start + position, tag });
  }
  return lines;
}
