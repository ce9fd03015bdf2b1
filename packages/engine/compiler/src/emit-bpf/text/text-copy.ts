import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import type { Condition, Register } from "@tapset/asm";
import type { Code } from "../code/code.js";
import { CONSTANTS_MAP } from "../code/constant-pool.js";
import { placeAt, pointTo, reach, type Place } from "../code/place.js";

const WORD_BYTES = 8;
/** Constants up to this many bytes are written by immediate stores, longer ones copied. */
const IMMEDIATE_LIMIT = 32;

/** Writes a text known now. Uses `r0`–`r5`. */
export function writeConstant(code: Code, text: string, to: Place): void {
  if (text.length > to.bound) {
    code.count("truncated");
    text = text.slice(0, to.bound);
  }
  if (text.length > IMMEDIATE_LIMIT) {
    const offset = code.image.module.constants.text(text);
    copyText(code, { ...placeAt("constants", offset, text.length), padded: true }, to);
    return;
  }
  const end = to.padded ? to.size : Math.min(to.size, wordsOf(text.length + 1) * WORD_BYTES);
  const bytes = Buffer.alloc(end);
  bytes.write(text, "latin1");
  const { register, offset } = reach(code, to, r1);
  for (let at = 0; at < end; at += WORD_BYTES) storeConstant(code, register, offset + at, bytes.readBigInt64LE(at), r2);
}

/** `*(u64 *)(base + offset) = value`, by way of `spare` when it's more than an immediate. */
export function storeConstant(code: Code, base: Register, offset: number, value: bigint, spare: Register): void {
  if (value === BigInt.asIntN(32, value)) code.asm.store(8, base, offset, Number(value));
  else code.asm.loadConstant(spare, value).store(8, base, offset, spare);
}

/** Makes a place the empty string. Uses `r1`. */
export function writeEmpty(code: Code, to: Place): void {
  const { register, offset } = reach(code, to, r1);
  const end = to.padded ? to.size : WORD_BYTES;
  for (let at = 0; at < end; at += WORD_BYTES) code.asm.store(8, register, offset + at, 0);
}

/** Copies a text, cut at the bound of `to` (and then counted). Uses `r0`–`r5`. */
export function copyText(code: Code, from: Place, to: Place): void {
  if (from.padded) copyWords(code, from, to);
  else copyLong(code, from, to);
}

function copyWords(code: Code, from: Place, to: Place): void {
  const { asm } = code;
  const source = reach(code, from, r3);
  const target = reach(code, to, r4);
  const moved = Math.min(from.size, to.size);
  for (let at = 0; at < moved; at += WORD_BYTES) {
    asm.ldx(8, r0, source.register, source.offset + at).store(8, target.register, target.offset + at, r0);
  }
  if (to.padded) for (let at = moved; at < to.size; at += WORD_BYTES) asm.store(8, target.register, target.offset + at, 0);
  if (from.bound <= to.bound) return;
  cutAtBound(code, to, target);
}

/** The text may go on past the bound, up to the end of the place: cut it there. */
function cutAtBound(code: Code, to: Place, { register, offset }: { register: Register; offset: number }): void {
  const { asm } = code;
  const done = asm.newLabel("fits");
  asm.ldx(1, r0, register, offset + to.bound);
  asm.jump("eq", r0, 0, done);
  for (let at = to.bound; at < to.size; at++) asm.store(1, register, offset + at, 0);
  code.count("truncated");
  asm.label(done);
}

function copyLong(code: Code, from: Place, to: Place): void {
  if (to.padded) writeEmpty(code, to);
  pointTo(code, to, r1);
  pointTo(code, from, r3);
  copyString(code, Math.min(from.bound, to.bound) + 1);
  if (from.bound <= to.bound) return;
  // The helper says only how much it wrote; whether that was all, the source's own next byte tells.
  const done = code.asm.newLabel("fits");
  code.asm.jump("sle", r0, to.bound, done);
  const source = reach(code, from, r3);
  code.asm.ldx(1, r0, source.register, source.offset + to.bound).jump("eq", r0, 0, done);
  code.count("truncated");
  code.asm.label(done);
}

/**
 * Copies the NUL-terminated text at `r3` to `r1`, at most `size` bytes with the NUL: `r0` is how many were written, the
 * NUL included, in the verifier's eyes 1 to `size`. Both are our own memory. Uses `r0`–`r5`.
 */
export function copyString(code: Code, size: number): void {
  code.asm.mov(r2, size);
  copyAtMost(code);
  clampLength(code, size);
}

/** As {@link copyString} with the size in `r2`; leaves `r0` undefined. */
export function copyAtMost(code: Code): void {
  if (code.image.module.options.kernelReads) {
    code.asm.call("probe_read_kernel_str");
    return;
  }
  const word = code.takeFrame(WORD_BYTES);
  code.asm.store(8, code.frame, word, r3);
  formatWord(code, "%s", word);
  code.giveFrame(word, WORD_BYTES);
}

/** snprintf to the `r2` bytes at `r1` of the value in a word of the frame; `r0` is then as many bytes as the text needs. */
export function formatWord(code: Code, format: string, word: number): void {
  const { asm, image } = code;
  asm.loadMapValue(r3, CONSTANTS_MAP, image.module.constants.text(format));
  asm.mov(r4, code.frame).add(r4, word).mov(r5, WORD_BYTES).call("snprintf");
}

/** Brings the length in `r0` between 1 and `size`, as the verifier must know it: snprintf tells how long the text would be. */
export function clampLength(code: Code, size: number): void {
  clamp(code, "sgt", r0, size);
  clamp(code, "slt", r0, 1);
}

/**
 * Where `register condition limit`, it becomes the limit. That's out of the way for the verifier's sake: having followed all that the
 * register may be, it finds that the limit is one of it, and needn't follow what comes after once more.
 */
export function clamp(code: Code, condition: Condition, register: Register, limit: number): void {
  const clamped = code.asm.newLabel("clamped");
  code.cold(condition, register, limit, () => void code.asm.mov(register, limit).goto(clamped));
  code.asm.label(clamped);
}

function wordsOf(bytes: number): number {
  return Math.ceil(bytes / WORD_BYTES);
}
