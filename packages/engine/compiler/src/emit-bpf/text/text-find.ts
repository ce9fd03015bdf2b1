import type { Register } from "@tapset/asm";
import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import type { LongExpr } from "@tapset/core";
import { emitCallback } from "../code/callback.js";
import type { Code } from "../code/code.js";
import type { Place } from "../code/place.js";
import { MOST_TURNS } from "../statement/loop.js";
import { loadByte } from "./load-byte.js";
import { withSteadyText } from "./steady-text.js";

type Find = Extract<LongExpr, { op: "find" }>;

const WORD_BYTES = 8;

/** Where a part is first found in a text; -1 where it isn't. */
export function emitFind(code: Code, { text, part }: Find, dst: Register): void {
  withSteadyText(code, text, (whole) => withSteadyText(code, part, (wanted) => find(code, whole, wanted, dst)));
}

/** One turn compares one byte. Scratch words: where the part may begin, and how much of it is there. */
function find(code: Code, whole: Place, wanted: Place, dst: Register): void {
  const { asm, image } = code;
  const begin = code.takeScratch(2 * WORD_BYTES);
  const count = begin + WORD_BYTES;
  code.scratch(r1);
  asm.store(8, r1, begin, 0).store(8, r1, count, 0);
  const callback = emitCallback(code, "find", r2, (inner) => {
    const stop = inner.asm.newLabel("stop");
    const none = inner.asm.newLabel("none");
    const same = inner.asm.newLabel("same");
    inner.scratch(r2);
    inner.asm.ldx(8, r4, r2, begin).ldx(8, r5, r2, count).jump("ge", r5, wanted.size, stop);
    loadByte(inner, wanted, r5, r0);
    inner.asm.jump("eq", r0, 0, stop);
    inner.asm.add(r5, r4).jump("ge", r5, whole.size, none);
    loadByte(inner, whole, r5, r1);
    inner.asm.jump("eq", r0, r1, same).jump("eq", r1, 0, none);
    inner.asm.add(r4, 1).store(8, r2, begin, r4).store(8, r2, count, 0).mov(r0, 0).exit();
    inner.asm.label(same).sub(r5, r4).add(r5, 1).store(8, r2, count, r5).mov(r0, 0).exit();
    inner.asm.label(none).store(8, r2, begin, -1);
    inner.asm.label(stop).mov(r0, 1).exit();
  });
  const turns = Math.min(MOST_TURNS, whole.size * wanted.size);
  asm.mov(r1, turns).loadFunction(r2, callback.name).mov(r3, code.frame).mov(r4, 0).call("loop");
  code.scratch(r1);
  asm.ldx(8, dst, r1, begin);
  image.giveScratch(begin, 2 * WORD_BYTES);
}
