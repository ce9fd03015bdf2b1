import type { Register } from "@tapset/asm";
import { r0, r1, r2 } from "@tapset/asm";
import { STACK_DEPTH, type LongExpr } from "@tapset/core";
import type { Code } from "../code/code.js";
import { readStack, STACK_BYTES } from "./stack-read.js";
import { emitHeld } from "./long.js";

const WORD_BYTES = 8;

/** The address at a depth of a stack: levels are gone down as long as there are addresses, so it's 0 below the last. */
export function emitFrame(code: Code, { stack, depth }: Extract<LongExpr, { op: "frame" }>, dst: Register): void {
  const { asm } = code;
  const held = emitHeld(code, depth);
  const words = code.takeScratch(STACK_BYTES);
  readStack(code, stack, words);
  code.load(r1, held);
  const [none, found] = [asm.newLabel("none"), asm.newLabel("found")];
  for (let level = 0; level < STACK_DEPTH; level++) {
    asm.ldx(8, r0, r2, level * WORD_BYTES).jump("eq", r1, level, found).jump("eq", r0, 0, none);
  }
  asm.label(none).mov(r0, 0).label(found);
  if (dst !== r0) asm.mov(dst, r0);
  code.image.giveScratch(words, STACK_BYTES);
  code.giveTemp(held);
}
