import type { Label, Register } from "@tapset/asm";
import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import type { LongExpr } from "@tapset/core";
import { emitCallback } from "../code/callback.js";
import type { Code } from "../code/code.js";
import { pointTo, type Place } from "../code/place.js";
import { emitHeld } from "../long/long.js";
import { loadByte } from "./load-byte.js";
import { withSteadyText } from "./steady-text.js";

type Strtol = Extract<LongExpr, { op: "strtol" }>;

const WORD_BYTES = 8;
const MINUS = 0x2d;
const ZERO = 0x30;
/** Upper-case letters become lower-case by it, and digits stay. */
const LOWER = 0x20;
const A = 0x61;
const X = 0x78;
const MOST_BASE = 36;

/** The number a text begins with. */
export function emitStrtol(code: Code, { text, base }: Strtol, dst: Register): void {
  const { asm, image } = code;
  withSteadyText(code, text, (from) => {
    const held = emitHeld(code, base);
    const at = code.takeScratch(3 * WORD_BYTES);
    const value = at + WORD_BYTES;
    const radix = value + WORD_BYTES;
    code.load(r2, held);
    code.giveTemp(held);
    const done = asm.newLabel("number");
    code.scratch(r5);
    asm.store(8, r5, value, 0);
    readPrefix(code, from);
    code.scratch(r5);
    asm.store(8, r5, at, r4).store(8, r5, radix, r2).jump("lt", r2, 2, done).jump("gt", r2, MOST_BASE, done);
    const callback = emitCallback(code, "strtol", r2, (inner) => addDigit(inner, from, at, value, radix));
    asm.mov(r1, from.size).loadFunction(r2, callback.name).mov(r3, code.frame).mov(r4, 0).call("loop");
    asm.label(done);
    code.scratch(r1);
    asm.ldx(8, r0, r1, value);
    pointTo(code, from, r3);
    const isPositive = asm.newLabel("positive");
    asm.ldx(1, r2, r3, 0).jump("ne", r2, MINUS, isPositive).neg(r0).label(isPositive);
    if (dst !== r0) asm.mov(dst, r0);
    image.giveScratch(at, 3 * WORD_BYTES);
  });
}

/** `r4` = where the digits begin, `r2` = their base, which may be 0 before. A place has more bytes than are looked at. */
function readPrefix(code: Code, from: Place): void {
  const { asm } = code;
  const known = asm.newLabel("base");
  const sign = asm.newLabel("sign");
  pointTo(code, from, r3);
  asm.mov(r4, 0).ldx(1, r0, r3, 0).jump("ne", r0, MINUS, sign);
  asm.mov(r4, 1).add(r3, 1).ldx(1, r0, r3, 0).label(sign);
  const octal = asm.newLabel("octal");
  const hex = asm.newLabel("hex");
  const decimal = asm.newLabel("decimal");
  asm.jump("ne", r0, ZERO, decimal);
  asm.ldx(1, r0, r3, 1).or(r0, LOWER).jump("ne", r0, X, octal);
  asm.jump("eq", r2, 16, hex).jump("ne", r2, 0, known).label(hex).mov(r2, 16).add(r4, 2).goto(known);
  setBase(code, octal, 8, known);
  setBase(code, decimal, 10, known);
  asm.label(known);
}

/** At `label`: the base, where it's 0 so far. */
function setBase({ asm }: Code, label: Label, base: number, known: Label): void {
  asm.label(label).jump("ne", r2, 0, known).mov(r2, base).goto(known);
}

function addDigit(inner: Code, from: Place, at: number, value: number, radix: number): void {
  const { asm } = inner;
  const stop = asm.newLabel("stop");
  const isDigit = asm.newLabel("digit");
  inner.scratch(r2);
  asm.ldx(8, r4, r2, at).jump("ge", r4, from.size, stop);
  loadByte(inner, from, r4, r0);
  asm.mov(r1, r0).sub(r1, ZERO).jump("lt", r1, 10, isDigit);
  asm.mov(r1, r0).or(r1, LOWER).sub(r1, A).jump("ge", r1, 26, stop).add(r1, 10).label(isDigit);
  asm.ldx(8, r5, r2, radix).jump("ge", r1, r5, stop);
  asm.ldx(8, r0, r2, value).mul(r0, r5).add(r0, r1).store(8, r2, value, r0);
  asm.add(r4, 1).store(8, r2, at, r4).mov(r0, 0).exit();
  asm.label(stop).mov(r0, 1).exit();
}
