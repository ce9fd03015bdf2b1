import { r0, r1, r2, r3, r4, r5, type Register } from "@tapset/asm";
import { STACK_ADDRESS_BYTES, type StringExpr } from "@tapset/core";
import type { Code } from "../code/code.js";
import { givePlace, pointToScratch, takePlace, type Place } from "../code/place.js";
import { readStack, STACK_BYTES } from "../long/stack-read.js";
import { copyText } from "./text-copy.js";

const WORD_BYTES = 8;
/** `0x`, as a number of two bytes. */
const HEX_PREFIX = 0x7830;
const BLANK = 0x20;
/** As many digits are made at once: a byte of a word for each. */
const HALF_DIGITS = 8;

/** The addresses of a stack. */
export function emitStack(code: Code, expr: Extract<StringExpr, { op: "stack" }>, to: Place): void {
  // Written right where it's to be, when that is where any of its bytes can be reached.
  if (to.base === "scratch" && !to.padded && to.bound >= expr.bound) {
    writeStack(code, expr, to);
    return;
  }
  const whole = takePlace(code, expr.bound);
  writeStack(code, expr, whole);
  copyText(code, whole, to);
  givePlace(code, whole);
}

function writeStack(code: Code, { stack, depth }: Extract<StringExpr, { op: "stack" }>, to: Place): void {
  const { asm } = code;
  const [next, done, more] = [asm.newLabel("address"), asm.newLabel("stack"), asm.newLabel("more")];
  const words = code.takeScratch(STACK_BYTES);
  readStack(code, stack, words);
  // r0: levels written, which the verifier counts along; r1: where the text goes on; r2: the level.
  pointToScratch(code, to.offset, r1);
  asm.store(1, r1, 0, 0).mov(r0, 0);
  asm.label(next).ldx(8, r3, r2, 0).jump("eq", r3, 0, done);
  asm.jump("eq", r0, 0, more).store(1, r1, -1, BLANK).label(more);
  asm.store(2, r1, 0, HEX_PREFIX);
  asm.mov(r4, r3).rsh(r4, 32);
  writeHalf(code, r4, 2);
  asm.ldx(4, r3, r2, 0);
  writeHalf(code, r3, 2 + HALF_DIGITS);
  asm.store(1, r1, STACK_ADDRESS_BYTES - 1, 0);
  asm.add(r1, STACK_ADDRESS_BYTES).add(r2, WORD_BYTES).add(r0, 1).jump("lt", r0, depth, next);
  asm.label(done);
  code.image.giveScratch(words, STACK_BYTES);
}

/** Writes the eight digits of the 32-bit `half` at `r1 + offset`. Uses `r4`, `r5`, and `r3` unless it's the half. */
function writeHalf(code: Code, half: Register, offset: number): void {
  const { asm } = code;
  const spare = half === r4 ? r3 : r4;
  for (const [shift, mask] of SPREAD) {
    asm.mov(r5, half).lsh(r5, shift).or(half, r5).loadConstant(spare, mask).and(half, spare);
  }
  // A byte for each digit, the lowest first; those above 9 have a bit 4 when 6 is added.
  asm.mov(r5, half).loadConstant(spare, 0x0606060606060606n).add(r5, spare).rsh(r5, 4);
  asm.loadConstant(spare, 0x0101010101010101n).and(r5, spare).mul(r5, LETTERS);
  asm.loadConstant(spare, 0x3030303030303030n).add(half, spare).add(half, r5);
  asm.endian("be", 64, half);
  asm.store(8, r1, offset, half);
}

/** From `:` to `a`. */
const LETTERS = 0x27;
const SPREAD: readonly (readonly [shift: number, mask: bigint])[] = [
  [16, 0x0000ffff0000ffffn],
  [8, 0x00ff00ff00ff00ffn],
  [4, 0x0f0f0f0f0f0f0f0fn],
];
