import { slotCount } from "./encode.js";
import type { Branch, Goto, Instruction, Label } from "./instruction.js";
import type { SymbolicFunction } from "./symbolic-program.js";

/**
 * Slots a jump may pass in either direction: half of what 16 bits say, since the kernel puts sequences in the place of single
 * instructions (it inlines map lookups) and refuses a program whose jumps then don't reach.
 */
const REACH = 0x3fff;
/** How far from a jump its stepping stone is laid at most: less than the reach, since other stones push things apart. */
const STRIDE = 0x3000;

type Jump = Goto | Branch;

/** A `goto` on the way. */
interface Stone {
  readonly label: Label;
  readonly target: Label;
  /** Index of the instruction it's laid before, and that one's position. */
  readonly place: number;
  readonly position: number;
}

/**
 * The function with stepping stones for jumps that reach too far for 16 bits: a `goto` on the way, which the code around it jumps over. Jumps
 * to one label share a stone that is near enough. Stones push others out of reach: again until nothing is too far.
 */
export function bringWithinReach(whole: SymbolicFunction): SymbolicFunction {
  let { instructions } = whole;
  for (let round = 0; ; round += 1) {
    const positions = positionsOf(instructions);
    // Most functions are too short for any jump to be too far.
    if ((positions.at(-1) ?? 0) <= REACH) return { name: whole.name, instructions };
    const { stones, targets } = plan(instructions, positions, round);
    if (stones.length === 0) return { name: whole.name, instructions };
    instructions = layStones(instructions, stones, targets);
  }
}

/** The stones that are missing, and which jump goes to which, by the jump's index. */
function plan(instructions: readonly Instruction[], positions: readonly number[], round: number): { stones: Stone[]; targets: Map<number, Label> } {
  const labels = new Map<Label, number>();
  instructions.forEach((instruction, index) => {
    if (instruction.kind === "label") labels.set(instruction.label, positions[index]!);
  });
  const stones: Stone[] = [];
  const ways = new Map<string, Stone[]>();
  /** Where a jump at `from` has to go to get to `target` in the end. */
  const towards = (target: Label, from: number): Label => {
    const distance = (labels.get(target) ?? 0) - from - 1;
    if (distance <= REACH && distance >= -REACH - 1) return target;
    const isForward = distance > 0;
    const way = `${isForward ? "to" : "back to"} ${target}`;
    const laid = ways.get(way) ?? [];
    const near = laid.findLast(({ position }) => {
      const length = isForward ? position - from : from - position;
      return length > 0 && length <= STRIDE;
    });
    if (near !== undefined) return near.label;
    // The last instruction within the stride, and before its label: what precedes that may be an end of control.
    const place = firstFrom(positions, isForward ? positions[firstFrom(positions, from + STRIDE + 1) - 1]! : from - STRIDE);
    const position = positions[place]!;
    const label: Label = `${target}.step.${round}.${stones.length}`;
    const stone = { label, target, place, position };
    stones.push(stone);
    ways.set(way, [...laid, stone]);
    stone.target = towards(target, position);
    return label;
  };
  const targets = new Map<number, Label>();
  instructions.forEach((instruction, index) => {
    if (!isJump(instruction)) return;
    const first = towards(instruction.target, positions[index]!);
    if (first !== instruction.target) targets.set(index, first);
  });
  return { stones, targets };
}

function layStones(instructions: readonly Instruction[], stones: readonly Stone[], targets: ReadonlyMap<number, Label>): Instruction[] {
  const byPlace = new Map<number, Stone[]>();
  for (const stone of stones) byPlace.set(stone.place, [...(byPlace.get(stone.place) ?? []), stone]);
  const laid: Instruction[] = [];
  for (const [index, instruction] of instructions.entries()) {
    const [first, ...more] = byPlace.get(index) ?? [];
    if (first !== undefined) {
      const past: Label = `past.${first.label}`;
      // Nothing may be there that no path leads to: not even a way around.
      const before = laid.findLast(({ kind }) => kind !== "comment")?.kind;
      const isReached = before !== "goto" && before !== "exit";
      if (isReached) laid.push({ kind: "goto", target: past });
      for (const { label, target } of [first, ...more]) laid.push({ kind: "label", label }, { kind: "goto", target });
      if (isReached) laid.push({ kind: "label", label: past });
    }
    const target = targets.get(index);
    laid.push(target !== undefined && isJump(instruction) ? { ...instruction, target } : instruction);
  }
  return laid;
}

function isJump(instruction: Instruction): instruction is Jump {
  return instruction.kind === "goto" || instruction.kind === "branch";
}

/** Where each instruction begins, in slots; labels and comments where what follows them does. */
function positionsOf(instructions: readonly Instruction[]): number[] {
  let position = 0;
  return instructions.map((instruction) => {
    const at = position;
    if (instruction.kind !== "label" && instruction.kind !== "comment") position += slotCount(instruction, false);
    return at;
  });
}

/** Index of the first instruction at `position` or behind it. */
function firstFrom(positions: readonly number[], position: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positions[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
