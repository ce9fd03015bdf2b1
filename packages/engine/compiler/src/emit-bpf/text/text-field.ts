import { r0, r1, r2, r3 } from "@tapset/asm";
import type { Directive, LongExpr, StringExpr } from "@tapset/core";
import type { Code, Temp } from "../code/code.js";
import { givePlace, pointTo, takePlace } from "../code/place.js";
import { emitHeld, emitNumber } from "../long/long.js";
import { appendBytes, appendFill, appendPlace, type Growing } from "./growing-text.js";
import { writeDigits } from "./number-digits.js";
import { emitText } from "./text.js";
import { copyString } from "./text-copy.js";
import { writeCharacter } from "./character-escape.js";

const WORD_BYTES = 8;
/** What a width or precision is cut to, as in the session: no line is longer. */
const LARGEST_FIELD = 8192;
/** Most digits of a number, or bytes that one character is escaped to. */
const MOST_DIGITS = 24;
const MOST_BYTES = 8;
const MINUS = 0x2d;

/** Offsets of a field's scratch words. */
interface FieldWords {
  /** Without its sign. */
  readonly width: number;
  /** 1 when what fills the field goes behind. */
  readonly isLeft: number;
  /** Negative when there is none. */
  readonly precision: number;
  /** A sign or prefix of at most two bytes, and how many of them. */
  readonly head: number;
  readonly headLength: number;
  readonly length: number;
  readonly zeros: number;
  /** What fills the field, in front and behind. */
  readonly before: number;
  readonly after: number;
}
const WORDS = ["width", "isLeft", "precision", "head", "headLength", "length", "zeros", "before", "after"] as const;

/** What a directive writes that bpf_snprintf doesn't know, put together from its parts: `[blanks][sign or prefix][zeros][text][blanks]`. */
export function appendField(code: Code, growing: Growing, directive: Directive, value: LongExpr | StringExpr): void {
  const base = code.takeScratch(WORDS.length * WORD_BYTES);
  const words = Object.fromEntries(WORDS.map((name, index) => [name, base + index * WORD_BYTES])) as unknown as FieldWords;
  holdSizes(code, words, directive);
  if (value.type === "string") appendString(code, growing, words, directive, value);
  else if (directive.conversion === "b") appendBinary(code, growing, words, value);
  else if (directive.conversion === "c") appendCharacter(code, growing, words, directive, value);
  else appendNumber(code, growing, words, directive, value);
  code.image.giveScratch(base, WORDS.length * WORD_BYTES);
}

/** Evaluates width and precision, in this order. A negative width fills behind. */
function holdSizes(code: Code, words: FieldWords, { width, precision, minus }: Directive): void {
  const { asm } = code;
  const sizes = [width ?? 0, precision ?? -1].map((size): Temp => (typeof size === "number" ? { kind: "constant", value: BigInt(size) } : emitHeld(code, size)));
  const [first, second] = sizes as [Temp, Temp];
  const isPositive = asm.newLabel("positive");
  const widthFits = asm.newLabel("width");
  const precisionFits = asm.newLabel("precision");
  code.scratch(r1);
  asm.mov(r2, minus ? 1 : 0);
  code.load(r0, first);
  asm.jump("sge", r0, 0, isPositive).neg(r0).mov(r2, 1).label(isPositive);
  // The least number has no positive one.
  asm.jump("le", r0, LARGEST_FIELD, widthFits).mov(r0, LARGEST_FIELD).label(widthFits);
  asm.store(8, r1, words.width, r0).store(8, r1, words.isLeft, r2);
  code.load(r0, second);
  asm.jump("sle", r0, LARGEST_FIELD, precisionFits).mov(r0, LARGEST_FIELD).label(precisionFits);
  asm.store(8, r1, words.precision, r0).store(8, r1, words.head, 0).store(8, r1, words.headLength, 0).store(8, r1, words.zeros, 0);
  code.giveTemp(second);
  code.giveTemp(first);
}

function appendString(code: Code, growing: Growing, words: FieldWords, directive: Directive, value: StringExpr): void {
  const { asm } = code;
  const whole = takePlace(code, value.bound);
  emitText(code, value, whole);
  // Copied, since its length is what a copy says, and since a part of it may be all that's wanted.
  const text = takePlace(code, value.bound);
  pointTo(code, text, r1);
  pointTo(code, whole, r3);
  copyString(code, value.bound + 1);
  asm.sub(r0, 1);
  code.scratch(r2);
  if (directive.precision !== undefined) {
    const isWhole = asm.newLabel("whole");
    asm.ldx(8, r1, r2, words.precision).jump("slt", r1, 0, isWhole).jump("ge", r1, r0, isWhole).mov(r0, r1);
    // The verifier forgets what comparing with another register said.
    asm.jump("gt", r0, value.bound, isWhole);
    pointTo(code, text, r1);
    asm.add(r1, r0).store(1, r1, 0, 0).label(isWhole);
    code.scratch(r2);
  }
  asm.store(8, r2, words.length, r0);
  appendFilled(code, growing, words, false, () => appendPlace(code, growing, text, value.bound));
  givePlace(code, text);
  givePlace(code, whole);
}

function appendNumber(code: Code, growing: Growing, words: FieldWords, directive: Directive, value: LongExpr): void {
  const { asm } = code;
  const { conversion } = directive;
  const digits = takePlace(code, MOST_DIGITS);
  const number = code.takeFrame(WORD_BYTES);
  emitNumber(code, value, r0);
  code.scratch(r1);
  writeHead(code, words, directive);
  asm.store(8, code.frame, number, r0);
  writeDigits(code, conversion === "o" ? "o" : conversion === "x" || conversion === "p" ? "x" : conversion === "X" ? "X" : "u", number, digits);
  code.scratch(r1);
  const isSome = asm.newLabel("digits");
  // A precision of 0 leaves nothing of 0.
  asm.store(8, r1, words.length, r0).ldx(8, r0, r1, words.precision).jump("ne", r0, 0, isSome);
  asm.ldx(8, r0, code.frame, number).jump("ne", r0, 0, isSome).store(8, r1, words.length, 0);
  pointTo(code, digits, r2);
  asm.store(8, r2, 0, 0).label(isSome);
  code.giveFrame(number, WORD_BYTES);
  countZeros(code, words, directive.zero);
  appendFilled(code, growing, words, true, () => appendPlace(code, growing, digits, MOST_DIGITS));
  givePlace(code, digits);
}

/** Sign or prefix of the number `r0`, which is then without its sign. The scratch value is in `r1`. */
function writeHead({ asm }: Code, words: FieldWords, { conversion, plus, space, alternate }: Directive): void {
  const put = (head: string): void => {
    asm.store(8, r1, words.head, Buffer.from(`${head}\0`.slice(0, 2), "latin1").readUInt16LE(0)).store(8, r1, words.headLength, head.length);
  };
  if (conversion === "d" || conversion === "i") {
    const isPositive = asm.newLabel("positive");
    const sign = plus ? "+" : space ? " " : "";
    if (sign !== "") put(sign);
    asm.jump("sge", r0, 0, isPositive).neg(r0).store(8, r1, words.head, MINUS).store(8, r1, words.headLength, 1).label(isPositive);
  } else if (conversion === "p" || (alternate && conversion === "x")) put("0x");
  else if (alternate && conversion === "X") put("0X");
  else if (alternate && conversion === "o") {
    const isZero = asm.newLabel("zero");
    asm.jump("eq", r0, 0, isZero);
    put("0");
    asm.label(isZero);
  }
}

/** Zeros between sign and digits: what the precision asks for; without one what fills the field, if `fills`. Uses `r0`–`r3`. */
function countZeros(code: Code, words: FieldWords, fills: boolean): void {
  const { asm } = code;
  const done = asm.newLabel("zeros");
  const least = asm.newLabel("least");
  code.scratch(r1);
  asm.ldx(8, r2, r1, words.length).ldx(8, r0, r1, words.precision).jump("sge", r0, 0, least);
  if (!fills) asm.goto(done);
  else {
    asm.ldx(8, r3, r1, words.isLeft).jump("ne", r3, 0, done);
    asm.ldx(8, r0, r1, words.width).ldx(8, r3, r1, words.headLength).sub(r0, r3);
  }
  asm.label(least).sub(r0, r2).jump("sle", r0, 0, done).store(8, r1, words.zeros, r0).label(done);
}

/** `%c`: a byte, or with `#` what C writes for one that can't be printed. */
function appendCharacter(code: Code, growing: Growing, words: FieldWords, { alternate }: Directive, value: LongExpr): void {
  const { asm } = code;
  if (alternate) {
    const text = takePlace(code, MOST_BYTES - 1);
    emitNumber(code, value, r0);
    writeCharacter(code, text);
    code.scratch(r1);
    asm.store(8, r1, words.length, r0);
    appendFilled(code, growing, words, false, () => appendPlace(code, growing, text, MOST_BYTES - 1));
    givePlace(code, text);
    return;
  }
  const held = emitHeld(code, value);
  code.scratch(r1);
  asm.store(8, r1, words.length, 1);
  appendFilled(code, growing, words, false, () => appendBytes(code, growing, code.inRegister(held, r3), 1, undefined));
  code.giveTemp(held);
}

/** `%b`: the value's bytes as they lie in memory. The precision says how many, without one the width; zeros fill the rest of the width. */
function appendBinary(code: Code, growing: Growing, words: FieldWords, value: LongExpr): void {
  const { asm } = code;
  const held = emitHeld(code, value);
  const given = asm.newLabel("given");
  const fits = asm.newLabel("fits");
  code.scratch(r1);
  asm.ldx(8, r0, r1, words.precision).jump("sge", r0, 0, given);
  asm.ldx(8, r0, r1, words.width).jump("ne", r0, 0, given).mov(r0, MOST_BYTES).label(given);
  asm.jump("le", r0, MOST_BYTES, fits).mov(r0, MOST_BYTES).label(fits).store(8, r1, words.length, r0);
  // What fills the width is zeros, at whose first the text ends.
  appendFilled(code, growing, words, false, () => appendBytes(code, growing, code.inRegister(held, r3), MOST_BYTES, words.length), "\0");
  code.giveTemp(held);
}

/** Adds the text, and around it what makes it as long as the width. */
function appendFilled(code: Code, growing: Growing, words: FieldWords, isNumber: boolean, text: () => void, fill = " "): void {
  const { asm } = code;
  const behind = asm.newLabel("behind");
  const counted = asm.newLabel("counted");
  const enough = asm.newLabel("enough");
  code.scratch(r1);
  asm.ldx(8, r0, r1, words.width);
  for (const part of [words.headLength, words.zeros, words.length]) asm.ldx(8, r2, r1, part).sub(r0, r2);
  asm.jump("sge", r0, 0, enough).mov(r0, 0).label(enough);
  asm.ldx(8, r2, r1, words.isLeft).jump("ne", r2, 0, behind);
  asm.store(8, r1, words.before, r0).store(8, r1, words.after, 0).goto(counted);
  asm.label(behind).store(8, r1, words.before, 0).store(8, r1, words.after, r0).label(counted);
  appendFill(code, growing, fill, words.before);
  if (isNumber) {
    code.scratch(r3);
    asm.ldx(8, r3, r3, words.head);
    appendBytes(code, growing, r3, 2, words.headLength);
    appendFill(code, growing, "0", words.zeros);
  }
  text();
  appendFill(code, growing, fill, words.after);
}
