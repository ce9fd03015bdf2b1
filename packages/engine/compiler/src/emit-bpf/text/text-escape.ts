import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import { escapeText, type StringExpr } from "@tapset/core";
import { stringSize } from "../../layout/string-size.js";
import { emitCallback } from "../code/callback.js";
import type { Code } from "../code/code.js";
import { CONSTANTS_MAP } from "../code/constant-pool.js";
import { givePlace, pointTo, type Place } from "../code/place.js";
import { emitHeld } from "../long/long.js";
import { loadByte } from "./load-byte.js";
import { withSteadyText } from "./steady-text.js";
import { copyText } from "./text-copy.js";

type Escape = Extract<StringExpr, { op: "escape" }>;

const WORD_BYTES = 8;
const QUOTE = 0x22;
/** `"...` and the NUL. */
const CUT_END = Buffer.from('"...\0', "latin1");
/** What quotes and dots take of a quotation that's cut, and quotes of one that isn't. */
const CUT_BYTES = 5;
const QUOTE_BYTES = 2;
/** Most bytes one byte becomes. */
const LONGEST = 4;

/** The scratch words of one text being escaped. */
interface Words {
  /** Bytes written. */
  readonly written: number;
  /** How many of them leave room for quotes and dots. */
  readonly kept: number;
  /** Most bytes there may be before the closing quote. */
  readonly room: number;
  /** 1 when it didn't fit. */
  readonly isCut: number;
}

/** A text as C writes it in a literal. */
export function emitEscape(code: Code, { text, quotes, length, bound }: Escape, to: Place): void {
  const { asm, image } = code;
  withSteadyText(code, text, (from) => {
    const asked = emitHeld(code, length);
    const size = stringSize(bound + CUT_BYTES + LONGEST);
    const work: Place = { base: "scratch", offset: code.takeScratch(size), bound, size, padded: false };
    const written = code.takeScratch(4 * WORD_BYTES);
    const words: Words = { written, kept: written + 8, room: written + 16, isCut: written + 24 };
    const any = asm.newLabel("any_length");
    const within = asm.newLabel("length");
    code.load(r0, asked);
    asm.jump("sle", r0, 0, any).jump("sle", r0, bound, within).label(any).mov(r0, bound).label(within);
    if (quotes) {
      const least = asm.newLabel("least");
      asm.jump("sge", r0, CUT_BYTES, least).mov(r0, CUT_BYTES).label(least).sub(r0, 1);
      pointTo(code, work, r1);
      asm.store(1, r1, 0, QUOTE);
    }
    code.scratch(r1);
    asm.store(8, r1, written, quotes ? 1 : 0).store(8, r1, words.kept, quotes ? 1 : 0).store(8, r1, words.room, r0).store(8, r1, words.isCut, 0);
    const table = image.module.constants.bytes(escapeTable());
    const callback = emitCallback(code, "escape", r2, (inner) => escapeByte(inner, from, work, words, table, quotes));
    asm.mov(r1, from.size).loadFunction(r2, callback.name).mov(r3, code.frame).mov(r4, 0).call("loop");
    finish(code, work, words, quotes, () => {
      const isAsked = asm.newLabel("asked");
      const isLoss = asm.newLabel("loss");
      code.load(r0, asked);
      asm.jump("sle", r0, 0, isLoss).jump("sle", r0, bound, isAsked).label(isLoss);
      code.count("truncated");
      asm.label(isAsked);
    });
    image.giveScratch(written, 4 * WORD_BYTES);
    copyText(code, work, to);
    givePlace(code, work);
    code.giveTemp(asked);
  });
}

/** One turn writes what one byte becomes. */
function escapeByte(inner: Code, from: Place, work: Place, words: Words, table: number, quotes: boolean): void {
  const { asm } = inner;
  const stop = asm.newLabel("stop");
  const full = asm.newLabel("full");
  const fits = asm.newLabel("fits");
  asm.mov(r5, r1).jump("ge", r5, from.size, stop);
  loadByte(inner, from, r5, r0);
  asm.jump("eq", r0, 0, stop).lsh(r0, 3).loadMapValue(r3, CONSTANTS_MAP, table).add(r3, r0);
  asm.ldx(4, r4, r3, 0).ldx(4, r5, r3, 4);
  inner.scratch(r2);
  asm.ldx(8, r1, r2, words.written).ldx(8, r0, r2, words.room).jump("gt", r1, work.bound, stop);
  pointTo(inner, work, r3);
  asm.add(r3, r1).add(r1, r5).jump("gt", r1, r0, full).store(4, r3, 0, r4).store(8, r2, words.written, r1);
  if (quotes) {
    // The room is one byte short of the whole: that of the closing quote.
    asm.add(r1, CUT_BYTES - QUOTE_BYTES).jump("gt", r1, r0, fits).sub(r1, CUT_BYTES - QUOTE_BYTES).store(8, r2, words.kept, r1).label(fits);
  } else asm.store(8, r2, words.kept, r1);
  asm.mov(r0, 0).exit();
  asm.label(full).store(8, r2, words.isCut, 1).label(stop).mov(r0, 1).exit();
}

/** Ends the text; `cut` is emitted for one that didn't fit. */
function finish(code: Code, work: Place, words: Words, quotes: boolean, cut: () => void): void {
  const { asm } = code;
  const whole = asm.newLabel("whole");
  const done = asm.newLabel("done");
  code.scratch(r2);
  asm.ldx(8, r0, r2, words.isCut).jump("eq", r0, 0, whole);
  pointToEnd(code, work, words.kept);
  if (quotes) for (const [at, byte] of CUT_END.entries()) asm.store(1, r1, at, byte);
  else asm.store(1, r1, 0, 0);
  cut();
  asm.goto(done).label(whole);
  pointToEnd(code, work, words.written);
  if (quotes) asm.store(1, r1, 0, QUOTE).store(1, r1, 1, 0);
  else asm.store(1, r1, 0, 0);
  asm.label(done);
}

/** `r1` = where a scratch word says. Uses `r0`. */
function pointToEnd(code: Code, work: Place, word: number): void {
  const { asm } = code;
  const within = asm.newLabel("within");
  code.scratch(r1);
  asm.ldx(8, r0, r1, word).jump("le", r0, work.bound, within).mov(r0, work.bound).label(within);
  pointTo(code, work, r1);
  asm.add(r1, r0);
}

/** For each byte four bytes of text, and how many of them count. */
function escapeTable(): Buffer {
  const table = Buffer.alloc(256 * WORD_BYTES);
  for (let byte = 1; byte < 256; byte++) {
    const text = escapeText(String.fromCharCode(byte));
    table.write(text, byte * WORD_BYTES, "latin1");
    table.writeUInt32LE(text.length, byte * WORD_BYTES + 4);
  }
  return table;
}
