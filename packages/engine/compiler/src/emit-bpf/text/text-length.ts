import type { Label, Register } from "@tapset/asm";
import { r0, r1, r2, r3 } from "@tapset/asm";
import type { LongExpr, StringExpr } from "@tapset/core";
import type { Code, Temp } from "../code/code.js";
import { emitHeld } from "../long/long.js";
import { givePlace, pointTo, takePlace, type Place } from "../code/place.js";
import { withText } from "./text.js";
import { clamp, copyAtMost, copyString, writeEmpty } from "./text-copy.js";

type Strlen = Extract<LongExpr, { op: "strlen" }>;
type Byte = Extract<LongExpr, { op: "byte" }>;
type Substring = Extract<StringExpr, { op: "substr" }>;

/** Bytes of a text: what a copy of it says it took. */
export function emitStrlen(code: Code, expr: Strlen, dst: Register): void {
  withText(code, expr.text, (from) => {
    measure(code, from);
    code.asm.sub(r0, 1);
    if (dst !== r0) code.asm.mov(dst, r0);
  });
}

/** `r0` = bytes of the text with its NUL. Uses `r0`–`r5`. */
function measure(code: Code, from: Place): void {
  const copy = takePlace(code, from.bound);
  pointTo(code, copy, r1);
  pointTo(code, from, r3);
  copyString(code, from.bound + 1);
  givePlace(code, copy);
}

/** The byte at an index; 0 outside the text. */
export function emitByte(code: Code, { text, index }: Byte, dst: Register): void {
  const { asm } = code;
  withText(code, text, (from) => {
    const held = emitHeld(code, index);
    const outside = asm.newLabel("outside");
    const end = asm.newLabel("end");
    measure(code, from);
    asm.mov(r1, r0);
    code.load(r0, held);
    // Past the NUL lies whatever was there before; the verifier forgets what comparing with another register said.
    asm.jump("slt", r0, 0, outside).jump("sge", r0, r1, outside).jump("gt", r0, from.bound, outside);
    pointTo(code, from, r3);
    asm.add(r3, r0).ldx(1, dst, r3, 0).goto(end);
    asm.label(outside).mov(dst, 0).label(end);
    code.giveTemp(held);
  });
}

/** `length` bytes of a text from byte `start`; empty when either is out of range. */
export function emitSubstring(code: Code, expr: Substring, to: Place): void {
  const { asm } = code;
  withText(code, expr.text, (from) => {
    const start = emitHeld(code, expr.start);
    const length = emitHeld(code, expr.length);
    const done = asm.newLabel("cut");
    writeEmpty(code, to);
    measure(code, from);
    // Past the NUL lies whatever was there before.
    asm.mov(r1, r0);
    code.load(r0, start);
    asm.jump("slt", r0, 0, done).jump("sge", r0, r1, done);
    copyFrom(code, from, length, to, done);
    asm.label(done);
    code.giveTemp(length);
    code.giveTemp(start);
  });
}

/** Copies from byte `r0` (in range) at most `length` bytes; goes to `done` when there's nothing to copy. */
export function copyFrom(code: Code, from: Place, length: Temp, to: Place, done: Label): void {
  const { asm } = code;
  const bound = Math.min(to.bound, from.bound);
  // The verifier forgets what comparing with another register said.
  asm.jump("gt", r0, from.bound, done);
  pointTo(code, from, r3);
  asm.add(r3, r0);
  code.load(r2, length);
  asm.jump("sle", r2, 0, done);
  clamp(code, "sgt", r2, bound);
  pointTo(code, to, r1);
  asm.add(r2, 1);
  copyAtMost(code);
}
