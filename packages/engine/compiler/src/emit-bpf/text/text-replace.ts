import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import type { StringExpr } from "@tapset/core";
import { stringSize } from "../../layout/string-size.js";
import { emitCallback } from "../code/callback.js";
import type { Code } from "../code/code.js";
import { givePlace, pointTo, type Place } from "../code/place.js";
import { MOST_TURNS } from "../statement/loop.js";
import { loadByte } from "./load-byte.js";
import { withSteadyText } from "./steady-text.js";
import { copyString, copyText } from "./text-copy.js";

type Replace = Extract<StringExpr, { op: "replace" }>;

const WORD_BYTES = 8;

/** A text with another in the place of each part of it. */
export function emitReplace(code: Code, { text, part, replacement }: Replace, to: Place): void {
  withSteadyText(code, text, (whole) =>
    withSteadyText(code, part, (wanted) => withSteadyText(code, replacement, (other) => replace(code, whole, wanted, other, to))),
  );
}

/**
 * One turn compares one byte, and writes where it's known what comes next. Scratch words: where the part may begin, how much of it is
 * there, and how much has been written.
 */
function replace(code: Code, whole: Place, wanted: Place, other: Place, to: Place): void {
  const { asm, image } = code;
  // One byte more than the text may have tells that it was cut.
  const limit = to.bound + 1;
  const room = limit + Math.max(other.bound, 1);
  const size = stringSize(room);
  const work: Place = { base: "scratch", offset: code.takeScratch(size), bound: limit, size, padded: false };
  const begin = code.takeScratch(3 * WORD_BYTES);
  const count = begin + WORD_BYTES;
  const written = count + WORD_BYTES;
  code.scratch(r1);
  asm.store(8, r1, begin, 0).store(8, r1, count, 0).store(8, r1, written, 0);
  const callback = emitCallback(code, "replace", r2, (inner) => {
    const { asm: turn } = inner;
    const stop = turn.newLabel("stop");
    const same = turn.newLabel("same");
    const differ = turn.newLabel("differ");
    const matched = turn.newLabel("matched");
    inner.scratch(r2);
    turn.ldx(8, r4, r2, begin).ldx(8, r5, r2, count).jump("ge", r5, wanted.size, stop);
    loadByte(inner, wanted, r5, r0);
    turn.jump("eq", r0, 0, matched).add(r5, r4).jump("ge", r5, whole.size, stop);
    loadByte(inner, whole, r5, r1);
    turn.jump("eq", r0, r1, same);
    // Not here: the byte where the part would have begun stays.
    turn.label(differ).jump("ge", r4, whole.size, stop);
    loadByte(inner, whole, r4, r0);
    turn.jump("eq", r0, 0, stop).ldx(8, r5, r2, written).jump("ge", r5, limit, stop);
    pointTo(inner, work, r3);
    turn.add(r3, r5).store(1, r3, 0, r0).add(r5, 1).store(8, r2, written, r5);
    turn.add(r4, 1).store(8, r2, begin, r4).store(8, r2, count, 0).mov(r0, 0).exit();
    turn.label(same).sub(r5, r4).add(r5, 1).store(8, r2, count, r5).mov(r0, 0).exit();
    turn.label(matched).jump("eq", r5, 0, differ).add(r4, r5).store(8, r2, begin, r4).store(8, r2, count, 0);
    turn.ldx(8, r5, r2, written).jump("ge", r5, limit, stop);
    pointTo(inner, work, r1);
    turn.add(r1, r5);
    pointTo(inner, other, r3);
    copyString(inner, other.bound + 1);
    inner.scratch(r2);
    turn.ldx(8, r5, r2, written).add(r5, r0).sub(r5, 1).store(8, r2, written, r5).mov(r0, 0).exit();
    turn.label(stop).mov(r0, 1).exit();
  });
  const turns = Math.min(MOST_TURNS, whole.size * (wanted.size + 1));
  asm.mov(r1, turns).loadFunction(r2, callback.name).mov(r3, code.frame).mov(r4, 0).call("loop");
  const fits = asm.newLabel("fits");
  code.scratch(r1);
  asm.ldx(8, r0, r1, written).jump("le", r0, limit, fits).mov(r0, limit).label(fits);
  pointTo(code, work, r1);
  asm.add(r1, r0).store(1, r1, 0, 0);
  image.giveScratch(begin, 3 * WORD_BYTES);
  copyText(code, work, to);
  givePlace(code, work);
}
