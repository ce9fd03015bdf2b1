import type { Condition, Label } from "@tapset/asm";
import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import type { Comparison, StringExpr } from "@tapset/core";
import { beginUnwinding, emitCallback, endUnwinding } from "../code/callback.js";
import { isImmediate, type Code } from "../code/code.js";
import { emitHeld, emitNumber } from "../long/long.js";
import { reach, type Place } from "../code/place.js";
import { withText } from "./text.js";
import { textBeforeNul } from "./text-before-nul.js";

type FactText = Extract<StringExpr, { op: "fact" }>;

/** Words are compared most significant byte first, so as unsigned numbers. */
const conditions: Readonly<Record<Comparison, Condition>> = { eq: "eq", ne: "ne", lt: "lt", le: "le", gt: "gt", ge: "ge" };
const mirrored: Readonly<Record<Comparison, Comparison>> = { eq: "eq", ne: "ne", lt: "gt", le: "ge", gt: "lt", ge: "le" };

/** Goes to `target` when `left comparison right` holds, byte by byte. Uses `r0`–`r5`. */
export function emitTextComparison(code: Code, comparison: Comparison, left: StringExpr, right: StringExpr, target: Label): void {
  if (left.op === "text" && right.op !== "text") {
    emitTextComparison(code, mirrored[comparison], right, left, target);
    return;
  }
  if (isEquality(comparison) && left.op === "fact") {
    const wanted = right.op === "text" ? textBeforeNul(right.text) : "";
    // Values outside the domain have no text, so which have none can't be listed.
    if (wanted !== "" && left.raw.length === 1 && left.fact.domain) {
      compareFactWithText(code, comparison, left, wanted, target);
      return;
    }
    if (right.op === "fact" && right.fact.name === left.fact.name && left.fact.injective) {
      compareRaws(code, comparison, left, right, target);
      return;
    }
  }
  withText(code, left, (first) => {
    if (isEquality(comparison) && right.op === "text" && !first.padded) {
      compareWithConstant(code, comparison, first, textBeforeNul(right.text), target);
      return;
    }
    withText(code, right, (second) => comparePlaces(code, comparison, first, second, target));
  });
}

/** Goes to `target` when `first comparison second` holds, for texts in memory. Addresses must lie in the main frame. Uses `r0`–`r5`. */
export function comparePlaces(code: Code, comparison: Comparison, first: Place, second: Place, target: Label): void {
  if (first.padded && second.padded) compareWords(code, comparison, first, second, target);
  else compareBytes(code, comparison, first, second, target);
}

function isEquality(comparison: Comparison): comparison is "eq" | "ne" {
  return comparison === "eq" || comparison === "ne";
}

/** Which raw values have the text is known now. */
function compareFactWithText(code: Code, comparison: "eq" | "ne", { fact, raw }: FactText, text: string, target: Label): void {
  const table = code.image.module.factTable(fact, code.span);
  const [value] = raw;
  if (value?.type !== "long") throw new Error(`fact ${fact.name}: a domain needs a single long`);
  emitNumber(code, value, r1);
  const matching = table.raws.filter((_, index) => table.texts[index] === text);
  const matched = code.asm.newLabel("matched");
  for (const each of matching) {
    const operand = isImmediate(each) ? Number(each) : r2;
    if (operand === r2) code.asm.loadConstant(r2, each);
    code.asm.jump("eq", r1, operand, comparison === "eq" ? target : matched);
  }
  if (comparison === "ne") code.asm.goto(target);
  code.asm.label(matched);
}

function compareRaws(code: Code, comparison: "eq" | "ne", left: FactText, right: FactText, target: Label): void {
  const [first] = left.raw;
  const [second] = right.raw;
  if (first?.type !== "long" || second?.type !== "long") throw new Error(`fact ${left.fact.name}: an injective fact has a single long`);
  const held = emitHeld(code, first);
  emitNumber(code, second, r0);
  code.asm.jump(comparison, r0, code.inRegister(held, r1), target);
  code.giveTemp(held);
}

/** Both zero-padded: the first words that differ decide. */
function compareWords(code: Code, comparison: Comparison, left: Place, right: Place, target: Label): void {
  const { asm } = code;
  const differ = asm.newLabel("differ");
  const first = reach(code, left, r3);
  const second = reach(code, right, r4);
  const size = Math.max(left.size, right.size);
  for (let at = 0; at < size; at += 8) {
    if (at < left.size) asm.ldx(8, r0, first.register, first.offset + at);
    else asm.mov(r0, 0);
    if (at < right.size) asm.ldx(8, r1, second.register, second.offset + at);
    else asm.mov(r1, 0);
    if (at + 8 < size) asm.jump("ne", r0, r1, differ);
  }
  asm.label(differ);
  if (!isEquality(comparison)) asm.endian("be", 64, r0).endian("be", 64, r1);
  asm.jump(conditions[comparison], r0, r1, target);
}

/** Not padded, so only the constant's own bytes and its NUL count. */
function compareWithConstant(code: Code, comparison: "eq" | "ne", place: Place, text: string, target: Label): void {
  const { asm } = code;
  const differ = asm.newLabel("differ");
  const whenDiffers = comparison === "ne" ? target : differ;
  if (text.length > place.bound) asm.goto(whenDiffers);
  else {
    const bytes = Buffer.from(`${text}\0`, "latin1");
    const { register, offset } = reach(code, place, r3);
    for (let at = 0; at < bytes.length; ) {
      const left = bytes.length - at;
      const size = left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
      const value = size === 8 ? bytes.readBigUInt64LE(at) : BigInt(bytes.readUIntLE(at, size));
      asm.ldx(size, r0, register, offset + at).loadConstant(r1, value).jump("ne", r0, r1, whenDiffers);
      at += size;
    }
    if (comparison === "eq") asm.goto(target);
  }
  asm.label(differ);
}

/** Byte by byte until they differ or end. */
function compareBytes(code: Code, comparison: Comparison, left: Place, right: Place, target: Label): void {
  const { asm, image } = code;
  const bytes = code.takeScratch(16);
  const last = Math.min(left.size, right.size) - 1;
  const callback = emitCallback(code, "compare", r2, (inner) => {
    const stop = inner.asm.newLabel("stop");
    inner.asm.mov(r5, r1).jump("gt", r5, last, stop);
    for (const [place, register, spare] of [[left, r0, r3], [right, r1, r4]] as const) {
      const { register: base, offset } = reach(inner, place, spare);
      inner.asm.mov(spare, base).add(spare, r5).ldx(1, register, spare, offset);
    }
    inner.scratch(r2);
    inner.asm.store(8, r2, bytes, r0).store(8, r2, bytes + 8, r1);
    inner.asm.jump("ne", r0, r1, stop).jump("eq", r0, 0, stop).mov(r0, 0).exit();
    inner.asm.label(stop).mov(r0, 1).exit();
  });
  beginUnwinding(code, callback);
  asm.mov(r1, last + 1).loadFunction(r2, callback.name).mov(r3, code.frame).mov(r4, 0).call("loop");
  endUnwinding(code, callback);
  code.scratch(r2);
  asm.ldx(8, r0, r2, bytes).ldx(8, r1, r2, bytes + 8).jump(conditions[comparison], r0, r1, target);
  image.giveScratch(bytes, 16);
}
