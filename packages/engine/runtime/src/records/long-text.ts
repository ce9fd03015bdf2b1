import type { OutputBuffer } from "../output/output-buffer.js";

/** Digits of the largest unsigned long in decimal, its sign, and more than 16 hex digits need. */
const LONGEST = 24;
const BILLION = 1_000_000_000;
const TWO_32 = 0x1_0000_0000;
/** Upper halves from here on belong to numbers that a double can't hold. */
const HIGH_OF_2_53 = 1 << 21;

const ZERO = 0x30;
const MINUS = 0x2d;
const lowerDigits = Buffer.from("0123456789abcdef", "latin1");
const upperDigits = Buffer.from("0123456789ABCDEF", "latin1");

/** Appends a signed 64-bit number, given in halves, in decimal. */
export function appendSigned(out: OutputBuffer, high: number, low: number): void {
  if (high >= 0) {
    appendUnsigned(out, high, low);
    return;
  }
  out.reserve(LONGEST);
  out.bytes[out.length++] = MINUS;
  const negatedLow = -low >>> 0;
  appendUnsigned(out, (~high + (negatedLow === 0 ? 1 : 0)) >>> 0, negatedLow);
}

/** Appends an unsigned 64-bit number, given in halves, in decimal. */
export function appendUnsigned(out: OutputBuffer, high: number, low: number): void {
  out.reserve(LONGEST);
  const upper = high >>> 0;
  const lower = low >>> 0;
  if (upper === 0) {
    appendDigits(out, lower);
  } else if (upper < HIGH_OF_2_53) {
    appendDouble(out, upper * TWO_32 + lower);
  } else {
    appendLarge(out, upper, lower);
  }
}

/** Appends an unsigned 64-bit number, given in halves, in hexadecimal. */
export function appendHex(out: OutputBuffer, high: number, low: number, isUpper: boolean): void {
  out.reserve(LONGEST);
  const digits = isUpper ? upperDigits : lowerDigits;
  let hasBegun = false;
  for (let shift = 60; shift >= 0; shift -= 4) {
    const digit = (shift >= 32 ? high >>> (shift - 32) : low >>> shift) & 15;
    hasBegun ||= digit !== 0 || shift === 0;
    if (hasBegun) out.bytes[out.length++] = digits[digit] as number;
  }
}

/** A number below 2^32. */
function appendDigits(out: OutputBuffer, value: number): void {
  const { bytes } = out;
  let end = out.length + 1;
  for (let rest = value; rest >= 10; rest = (rest / 10) >>> 0) end++;
  out.length = end;
  let rest = value;
  do {
    const tenth = (rest / 10) >>> 0;
    bytes[--end] = ZERO + rest - 10 * tenth;
    rest = tenth;
  } while (rest > 0);
}

/** Exactly nine digits. */
function appendNine(out: OutputBuffer, value: number): void {
  let end = (out.length += 9);
  let rest = value;
  for (let digit = 0; digit < 9; digit++) {
    const tenth = (rest / 10) >>> 0;
    out.bytes[--end] = ZERO + rest - 10 * tenth;
    rest = tenth;
  }
}

/** A whole number below 2^53. */
function appendDouble(out: OutputBuffer, value: number): void {
  let upper = Math.floor(value / BILLION);
  let lower = value - upper * BILLION;
  // The quotient was rounded, perhaps up to the next whole number.
  if (lower < 0) {
    upper -= 1;
    lower += BILLION;
  }
  if (upper === 0) {
    appendDigits(out, lower);
    return;
  }
  if (upper >= BILLION) {
    const top = Math.floor(upper / BILLION);
    appendDigits(out, top);
    appendNine(out, upper - top * BILLION);
  } else {
    appendDigits(out, upper);
  }
  appendNine(out, lower);
}

/** Long division by 10^9, 16 bits at a time, so that every step is exact in a double. */
function appendLarge(out: OutputBuffer, high: number, low: number): void {
  let quotient = Math.floor(high / BILLION);
  let rest = high - quotient * BILLION;
  for (const piece of [low >>> 16, low & 0xffff]) {
    const dividend = rest * 0x1_0000 + piece;
    const part = Math.floor(dividend / BILLION);
    quotient = quotient * 0x1_0000 + part;
    rest = dividend - part * BILLION;
  }
  appendDouble(out, quotient);
  appendNine(out, rest);
}
