import type { Register } from "@tapset/asm";
import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import type { LongExpr } from "@tapset/core";
import { emitCallback } from "../code/callback.js";
import type { Code, Temp } from "../code/code.js";
import type { Place } from "../code/place.js";
import { emitHeld } from "../long/long.js";
import { MOST_TURNS } from "../statement/loop.js";
import { loadByte } from "./load-byte.js";
import { withSteadyText } from "./steady-text.js";

type Scan = Extract<LongExpr, { op: "scan" }>;

const WORD_BYTES = 8;

/** The first byte of a text that is among some, or isn't. */
export function emitScan(code: Code, expr: Scan, dst: Register): void {
  withSteadyText(code, expr.text, (whole) => {
    const start = emitHeld(code, expr.start);
    withSteadyText(code, expr.bytes, (bytes) => scan(code, whole, start, bytes, expr.among, dst));
    code.giveTemp(start);
  });
}

/** One turn compares one byte of the text with one of the bytes. Scratch words: where in each, and the start. */
function scan(code: Code, whole: Place, start: Temp, bytes: Place, among: boolean, dst: Register): void {
  const { asm, image } = code;
  const at = code.takeScratch(3 * WORD_BYTES);
  const index = at + WORD_BYTES;
  const first = index + WORD_BYTES;
  code.scratch(r1);
  code.load(r0, start);
  asm.store(8, r1, at, 0).store(8, r1, index, 0).store(8, r1, first, r0);
  const callback = emitCallback(code, "scan", r2, (inner) => {
    const stop = inner.asm.newLabel("stop");
    const next = inner.asm.newLabel("next");
    const is = inner.asm.newLabel("is");
    const isNot = inner.asm.newLabel("is_not");
    inner.scratch(r2);
    inner.asm.ldx(8, r4, r2, at).ldx(8, r5, r2, index).jump("ge", r4, whole.size, stop).jump("ge", r5, bytes.size, stop);
    loadByte(inner, whole, r4, r0);
    // What comes before the start is only looked at for the text's end.
    inner.asm.jump("eq", r0, 0, stop).ldx(8, r1, r2, first).jump("slt", r4, r1, next);
    loadByte(inner, bytes, r5, r1);
    inner.asm.jump("eq", r1, 0, isNot).jump("eq", r0, r1, is);
    inner.asm.add(r5, 1).store(8, r2, index, r5).mov(r0, 0).exit();
    inner.asm.label(among ? isNot : is).label(next).add(r4, 1).store(8, r2, at, r4).store(8, r2, index, 0).mov(r0, 0).exit();
    inner.asm.label(among ? is : isNot).label(stop).mov(r0, 1).exit();
  });
  const turns = Math.min(MOST_TURNS, whole.size * bytes.size);
  asm.mov(r1, turns).loadFunction(r2, callback.name).mov(r3, code.frame).mov(r4, 0).call("loop");
  code.scratch(r1);
  asm.ldx(8, dst, r1, at);
  image.giveScratch(at, 3 * WORD_BYTES);
}
