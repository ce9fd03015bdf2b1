import type { Register } from "@tapset/asm";
import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import { STATS } from "../../layout/stats-layout.js";
import { beginUnwinding, emitCallback, endUnwinding } from "../code/callback.js";
import type { Code } from "../code/code.js";

const WORD_BITS = 64;

/**
 * `dst` = the sample's variance of the merged aggregate in scratch memory, exact until its last division; 0 of fewer than
 * two samples. Uses `r0`–`r5`.
 *
 * With m the mean's magnitude, truncated, and r = |sum| - n m, the squared distances from the mean are
 * squares - m (|sum| + r) - r² / n: numbers that 128 bits hold, where n squares - sum² might not be one.
 */
export function emitVariance(code: Code, merged: number, dst: Register): void {
  const { asm } = code;
  const few = asm.newLabel("few");
  const done = asm.newLabel("done");
  const words = code.takeScratch(24);
  const remainder = words;
  const divisor = words + 8;
  const quotient = words + 16;
  code.scratch(r1);
  asm.ldx(8, r2, r1, merged + STATS.count * 8).jump("slt", r2, 2, few);
  asm.ldx(8, r3, r1, merged + STATS.sum * 8);
  const positive = asm.newLabel("positive");
  asm.jump("sge", r3, 0, positive).neg(r3).label(positive);
  // r4 = m, r0 = r, r3 = |sum| + r.
  asm.mov(r4, r3).div(r4, r2).mov(r5, r4).mul(r5, r2).mov(r0, r3).sub(r0, r5).add(r3, r0);
  // r² / n, rounded up: what's below the point falls away when the whole is rounded down.
  asm.mul(r0, r0).add(r0, r2).sub(r0, 1).div(r0, r2).store(8, r1, remainder, r0);
  asm.sub(r2, 1).store(8, r1, divisor, r2);
  multiply(code);
  code.scratch(r1);
  asm.ldx(8, r2, r1, merged + STATS.squaresLow * 8).ldx(8, r3, r1, merged + STATS.squaresHigh * 8);
  subtract(code);
  asm.mov(r4, 0).ldx(8, r5, r1, remainder);
  subtract(code);
  const wide = asm.newLabel("wide");
  asm.ldx(8, r4, r1, divisor).jump("ne", r3, 0, wide).div(r2, r4).mov(dst, r2).goto(done);
  asm.label(wide).mod(r3, r4).store(8, r1, remainder, r3).store(8, r1, quotient, r2);
  divideWide(code, remainder, divisor, quotient);
  code.scratch(r1);
  asm.ldx(8, dst, r1, quotient).goto(done);
  asm.label(few).mov(dst, 0).label(done);
  code.image.giveScratch(words, 24);
}

/** `r4:r5 = r4 * r3`, by halves. Uses `r0`–`r3`. */
function multiply({ asm }: Code): void {
  asm.mov32(r5, r4).rsh(r4, 32).mov32(r2, r3).rsh(r3, 32);
  asm.mov(r0, r5).mul(r0, r2).mul(r2, r4).mul(r5, r3).mul(r4, r3);
  asm.mov(r3, r0).rsh(r3, 32).add(r2, r3);
  asm.mov32(r3, r2).add(r5, r3).rsh(r2, 32).add(r4, r2);
  asm.mov(r3, r5).rsh(r3, 32).add(r4, r3);
  asm.lsh(r5, 32).mov32(r0, r0).or(r5, r0);
}

/** `r3:r2 -= r4:r5`. */
function subtract({ asm }: Code): void {
  const noBorrow = asm.newLabel("no_borrow");
  asm.jump("ge", r2, r5, noBorrow).sub(r3, 1).label(noBorrow).sub(r2, r5).sub(r3, r4);
}

/** Divides `remainder:quotient` by `divisor`, all in scratch words: bit by bit, the quotient moving in where the dividend moves out. */
function divideWide(outer: Code, remainder: number, divisor: number, quotient: number): void {
  const callback = emitCallback(outer, "divide", r2, (inner) => {
    const { asm } = inner;
    const takes = asm.newLabel("takes");
    const next = asm.newLabel("next");
    inner.scratch(r1);
    asm.ldx(8, r2, r1, remainder).ldx(8, r3, r1, quotient).ldx(8, r4, r1, divisor);
    asm.mov(r5, r2).rsh(r5, WORD_BITS - 1).mov(r0, r3).rsh(r0, WORD_BITS - 1).lsh(r2, 1).or(r2, r0).lsh(r3, 1);
    asm.jump("ne", r5, 0, takes).jump("lt", r2, r4, next);
    asm.label(takes).sub(r2, r4).or(r3, 1);
    asm.label(next).store(8, r1, remainder, r2).store(8, r1, quotient, r3);
  });
  beginUnwinding(outer, callback);
  outer.asm.mov(r1, WORD_BITS).loadFunction(r2, callback.name).mov(r3, outer.frame).mov(r4, 0).call("loop");
  endUnwinding(outer, callback);
}
