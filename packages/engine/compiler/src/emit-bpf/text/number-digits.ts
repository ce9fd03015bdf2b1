import { r0, r1, r2, r3 } from "@tapset/asm";
import type { Code } from "../code/code.js";
import { givePlace, pointTo, takePlace, type Place } from "../code/place.js";
import { clampLength, copyString, formatWord } from "./text-copy.js";

const OCTAL_DIGITS = 22;
const ZERO = 0x30;

/** Writes the digits of the unsigned number in a word of the frame to a place; `r0` is how many. Uses `r0`–`r5`. */
export function writeDigits(code: Code, base: "u" | "x" | "X" | "o", word: number, to: Place): void {
  if (base === "o") writeOctal(code, word, to);
  else {
    pointTo(code, to, r1);
    code.asm.mov(r2, to.bound + 1);
    formatWord(code, `%ll${base}`, word);
    clampLength(code, to.bound + 1);
  }
  code.asm.sub(r0, 1);
}

/** From the last digit to the first; `r0` is how many bytes with the NUL. */
function writeOctal(code: Code, word: number, to: Place): void {
  const { asm } = code;
  const digits = takePlace(code, OCTAL_DIGITS);
  const done = asm.newLabel("octal");
  pointTo(code, digits, r3);
  asm.ldx(8, r1, code.frame, word).store(1, r3, OCTAL_DIGITS, 0).mov(r0, OCTAL_DIGITS);
  for (let at = OCTAL_DIGITS - 1; at >= 0; at--) {
    asm.mov(r2, r1).and(r2, 7).add(r2, ZERO).store(1, r3, at, r2).sub(r0, 1).rsh(r1, 3);
    if (at > 0) asm.jump("eq", r1, 0, done);
  }
  asm.label(done);
  // Any number to the verifier, whichever way it came: one path from here on.
  code.launder(r0, r1);
  const within = asm.newLabel("within");
  asm.jump("lt", r0, OCTAL_DIGITS, within).mov(r0, 0).label(within);
  asm.add(r3, r0);
  pointTo(code, to, r1);
  copyString(code, OCTAL_DIGITS + 1);
  givePlace(code, digits);
}
