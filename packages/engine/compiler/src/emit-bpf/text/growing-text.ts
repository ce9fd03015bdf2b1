import type { Register } from "@tapset/asm";
import { r0, r1, r2, r3 } from "@tapset/asm";
import type { Code, Temp } from "../code/code.js";
import { pointTo, reach, type Place } from "../code/place.js";
import { clamp, clampLength, copyAtMost, copyString, formatWord, storeConstant } from "./text-copy.js";
import { CONSTANTS_MAP } from "../code/constant-pool.js";

/** A text that grows: where it's written and how far. */
export interface Growing {
  readonly work: Place;
  /** Bytes so far: known, or in a temporary that the verifier has bounds for. */
  position: number | Temp;
  /** Most bytes so far. */
  length: number;
  /** Where it must be cut while growing, or undefined if it can't get too long. */
  readonly limit: number | undefined;
}

/** Runs `use` with the address at which the text goes on. Uses `r1`, `r2`. */
export function withEnd(code: Code, { work, position }: Growing, use: (register: Register, offset: number) => void): void {
  if (typeof position === "number") {
    const { register, offset } = reach(code, work, r1);
    use(register, offset + position);
    return;
  }
  pointTo(code, work, r1);
  code.asm.add(r1, code.inRegister(position, r2));
  use(r1, 0);
}

/** `r1` = address at which the text goes on. Uses `r2`. */
function pointToEnd(code: Code, growing: Growing): void {
  withEnd(code, growing, (register, offset) => {
    if (register !== r1) code.asm.mov(r1, register);
    code.offset(r1, offset);
  });
}

/** As much of a piece as can be of use: a text that reaches its limit is cut anyway. */
function within({ limit }: Growing, bound: number): number {
  return limit === undefined ? bound : Math.min(bound, limit);
}

/** Adds bytes known now. */
export function appendConstant(code: Code, growing: Growing, text: string): void {
  const bytes = Buffer.from(text.slice(0, within(growing, text.length)), "latin1");
  // On the stack the verifier takes no access that may not be aligned.
  const widest = growing.work.base === "frame" && typeof growing.position !== "number" ? 1 : 8;
  withEnd(code, growing, (register, offset) => {
    for (let at = 0; at < bytes.length; ) {
      const left = Math.min(widest, bytes.length - at);
      const size = left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
      if (size === 8) storeConstant(code, register, offset + at, bytes.readBigInt64LE(at), r3);
      else code.asm.store(size, register, offset + at, size === 4 ? bytes.readInt32LE(at) : bytes.readUIntLE(at, size));
      at += size;
    }
  });
  if (typeof growing.position === "number") growing.position += bytes.length;
  else {
    const register = code.inRegister(growing.position, r1);
    code.asm.add(register, bytes.length);
    code.save(growing.position, register);
  }
  growing.length += bytes.length;
  cut(code, growing);
}

/** Adds the text at a place, which has at most `bound` bytes. */
export function appendPlace(code: Code, growing: Growing, from: Place, bound: number): void {
  const most = within(growing, bound);
  pointToEnd(code, growing);
  pointTo(code, from, r3);
  copyString(code, most + 1);
  advance(code, growing, most);
}

/** Adds what snprintf makes of the value in a word of the frame, at most `bound` bytes. */
export function appendFormatted(code: Code, growing: Growing, format: string, word: number, bound: number): void {
  const most = within(growing, bound);
  pointToEnd(code, growing);
  code.asm.mov(r2, most + 1);
  formatWord(code, format, word);
  clampLength(code, most + 1);
  advance(code, growing, most);
}

/** Adds the `size` lowest bytes of a register (no more than the scratch word `count` says), whatever they are. */
export function appendBytes(code: Code, growing: Growing, value: Register, size: 1 | 2 | 8, count: number | undefined): void {
  withEnd(code, growing, (register, offset) => code.asm.store(size, register, offset, value));
  addCount(code, growing, count, size);
}

/** Adds as many times a byte as a scratch word says, but no more than fit. */
export function appendFill(code: Code, growing: Growing, byte: string, count: number): void {
  const { asm, image } = code;
  const most = within(growing, growing.work.bound);
  pointToEnd(code, growing);
  code.scratch(r2);
  asm.ldx(8, r2, r2, count);
  clamp(code, "gt", r2, most);
  asm.add(r2, 1);
  asm.loadMapValue(r3, CONSTANTS_MAP, image.module.constants.text(byte.repeat(most)));
  copyAtMost(code);
  addCount(code, growing, count, most);
}

/** Takes note that as many bytes were added as a scratch word says, or `most`. */
function addCount(code: Code, growing: Growing, count: number | undefined, most: number): void {
  if (count === undefined) code.asm.mov(r0, most + 1);
  else {
    code.scratch(r0);
    code.asm.ldx(8, r0, r0, count).add(r0, 1);
    clampLength(code, most + 1);
  }
  advance(code, growing, most);
}

/** Takes note that `r0 - 1` bytes, at most `bound`, were added. */
function advance(code: Code, growing: Growing, bound: number): void {
  const { asm } = code;
  asm.sub(r0, 1);
  const { position } = growing;
  if (typeof position === "number") {
    code.offset(r0, position);
    const temp = code.takeTemp();
    code.save(temp, r0);
    growing.position = temp;
  } else {
    const register = code.inRegister(position, r1);
    asm.add(register, r0);
    code.save(position, register);
  }
  growing.length += bound;
  cut(code, growing);
}

/** Keeps the text from getting longer than the limit, which a piece may go past once. */
function cut(code: Code, growing: Growing): void {
  const { limit, position } = growing;
  if (limit === undefined || growing.length <= limit) return;
  if (typeof position === "number") growing.position = Math.min(position, limit);
  else {
    const register = code.inRegister(position, r1);
    clamp(code, "gt", register, limit);
    code.save(position, register);
  }
  growing.length = limit;
}
