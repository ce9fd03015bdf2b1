import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import { STACK_DEPTH, type StackName } from "@tapset/core";
import { type AddressRange, callerRanges, functionRange } from "../code/caller-ranges.js";
import type { Code } from "../code/code.js";
import { pointToScratch } from "../code/place.js";
import { keptContext } from "./memory-load.js";

const WORD_BYTES = 8;
const BPF_F_USER_STACK = 1 << 8;
/** The program, its callbacks, and what called it in the kernel: no more levels than this. */
const OWN_LEVELS = 8;
/** The program, and what called it, where that's all that is known. */
const LEAST_OWN_LEVELS = 2;
const READ_BYTES = (STACK_DEPTH + OWN_LEVELS) * WORD_BYTES;

/** Bytes of scratch memory that {@link readStack} wants: a 0 follows the last address, and those after it count for nothing. */
export const STACK_BYTES = READ_BYTES + WORD_BYTES;

/** Reads a stack into the scratch memory at `words`; `r2` = address of its top there, of up to STACK_DEPTH addresses and a 0. Uses `r0`–`r5`. */
export function readStack(code: Code, stack: StackName, words: number): void {
  const { asm, image } = code;
  pointToScratch(code, words, r2);
  asm.ldx(8, r1, code.frame, keptContext(code)).mov(r3, READ_BYTES).mov(r4, stack === "user" ? BPF_F_USER_STACK : 0).call("get_stack");
  // One length to the verifier, whatever it was. There is none where the stack can't be read.
  const known = asm.newLabel("known");
  code.launder(r0, r1);
  asm.jump("le", r0, READ_BYTES, known).mov(r0, 0).label(known).and(r0, -WORD_BYTES);
  pointToScratch(code, words, r2);
  asm.mov(r1, r2).add(r1, r0).store(8, r1, 0, 0);
  if (stack === "user" || image.program === undefined) return;
  const { calledBy, runBy } = image.program.program;
  const symbols = image.module.options.symbols();
  if (runBy !== undefined) countLevelsTo(code, functionRange(symbols, runBy.function, runBy.module), runBy.hasEnded ? 1 : 0);
  else if (calledBy === undefined) return;
  else countOwnLevels(code, callerRanges(symbols, calledBy));
  asm.add(r2, r5);
}

/** `r5` = bytes of the levels before the first of those at `r2` that is in the range, and of so many more. Uses `r1`, `r3`, `r4`. */
function countLevelsTo(code: Code, range: AddressRange | undefined, more: number): void {
  const { asm } = code;
  const counted = asm.newLabel("counted");
  asm.mov(r5, (LEAST_OWN_LEVELS + more) * WORD_BYTES);
  if (range === undefined) return;
  for (let level = 0; level < OWN_LEVELS; level++) {
    const next = asm.newLabel("level");
    asm.ldx(8, r3, r2, level * WORD_BYTES).jump("eq", r3, 0, counted);
    asm.loadConstant(r1, range.start).mov(r4, r3).sub(r4, r1).jump("ge", r4, range.size, next);
    asm.mov(r5, (level + more) * WORD_BYTES).goto(counted).label(next);
  }
  asm.label(counted);
  boundOwnLevels(code);
}

/** `r5` = bytes of the levels down to the last of those at `r2` that is in one of the ranges. Uses `r1`, `r3`, `r4`. */
function countOwnLevels(code: Code, ranges: readonly AddressRange[]): void {
  const { asm } = code;
  if (ranges.length === 0) {
    asm.mov(r5, LEAST_OWN_LEVELS * WORD_BYTES);
    return;
  }
  const counted = asm.newLabel("counted");
  asm.mov(r5, 0);
  for (let level = 0; level < OWN_LEVELS; level++) {
    const next = asm.newLabel("level");
    asm.ldx(8, r3, r2, level * WORD_BYTES).jump("eq", r3, 0, counted);
    for (const { start, size } of ranges) {
      const outside = asm.newLabel("outside");
      asm.loadConstant(r1, start).mov(r4, r3).sub(r4, r1).jump("ge", r4, size, outside);
      asm.mov(r5, (level + 1) * WORD_BYTES).goto(next).label(outside);
    }
    asm.label(next);
  }
  asm.label(counted);
  boundOwnLevels(code);
}

/** Tells the verifier that `r5` is bytes of no more than the own levels. Uses `r1`. */
function boundOwnLevels(code: Code): void {
  const { asm } = code;
  code.launder(r5, r1);
  asm.and(r5, 2 * OWN_LEVELS * WORD_BYTES - WORD_BYTES);
  const within = asm.newLabel("within");
  asm.jump("le", r5, OWN_LEVELS * WORD_BYTES, within).mov(r5, 0).label(within);
}
