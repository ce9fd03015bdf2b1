import { r0, r3 } from "@tapset/asm";
import { type LongExpr, mayHoldNul, type StringExpr } from "@tapset/core";
import { stringSize } from "../../layout/string-size.js";
import type { Code } from "../code/code.js";
import { givePlace, type Place, pointTo, takePlace } from "../code/place.js";
import { emitHeld, emitNumber } from "../long/long.js";
import { appendBytes, appendConstant, appendFormatted, appendPlace, type Growing, withEnd } from "./growing-text.js";
import { emitText, withText } from "./text.js";
import { copyText, writeEmpty } from "./text-copy.js";
import { appendField } from "./text-field.js";
import { type Piece, segmentPieces, stringPieces } from "./text-pieces.js";

type Concat = Extract<StringExpr, { op: "concat" }>;
type Format = Extract<StringExpr, { op: "format" }>;

/** Strings one after the other. */
export function emitConcat(code: Code, expr: Concat, to: Place): void {
  build(code, expr.parts.flatMap(stringPieces), to, false);
}

/** sprintf. */
export function emitFormat(code: Code, expr: Format, to: Place): void {
  build(code, expr.segments.flatMap((segment) => segmentPieces(code, segment)), to, expr.segments.some(mayHoldNul));
}

/** `endsEarly`: the text may have a byte 0 in it, which is its end. */
function build(code: Code, pieces: readonly Piece[], to: Place, endsEarly: boolean): void {
  const total = pieces.reduce((sum, { bound }) => sum + bound, 0);
  // Parts of a field may be longer than it, as far as the verifier knows; a place that's to be zero behind the text's end must not
  // get what comes after a byte 0.
  const isDirect = !pieces.some(({ kind }) => kind === "field") && !(endsEarly && to.padded);
  if (isDirect && total <= to.bound) {
    grow(code, { work: to, position: 0, length: 0, limit: undefined }, pieces);
    return;
  }
  // One byte more than the text may have tells that it was cut.
  const limit = Math.min(total, to.bound + 1);
  const room = limit + Math.max(limit, LONG_BYTES);
  const size = stringSize(room);
  const work: Place = { base: "scratch", offset: code.takeScratch(size), bound: room, size, padded: false };
  grow(code, { work, position: 0, length: 0, limit }, pieces);
  copyText(code, { ...work, bound: limit }, to);
  givePlace(code, work);
}

const LONG_BYTES = 8;

function grow(code: Code, growing: Growing, pieces: readonly Piece[]): void {
  if (growing.work.padded) writeEmpty(code, growing.work);
  for (const piece of pieces) append(code, growing, piece);
  withEnd(code, growing, (register, offset) => void code.asm.store(1, register, offset, 0));
  if (typeof growing.position !== "number") code.giveTemp(growing.position);
}

function append(code: Code, growing: Growing, piece: Piece): void {
  switch (piece.kind) {
    case "text":
      appendConstant(code, growing, piece.text);
      break;
    case "string":
      withText(code, piece.value, (from) => appendPlace(code, growing, from, piece.bound));
      break;
    case "number":
      appendNumber(code, growing, piece);
      break;
    case "padded":
      appendPadded(code, growing, piece);
      break;
    case "character":
      appendCharacter(code, growing, piece.value);
      break;
    case "field":
      appendField(code, growing, piece.directive, piece.value);
  }
}

function appendNumber(code: Code, growing: Growing, { value, format, bound }: Extract<Piece, { kind: "number" }>): void {
  const word = code.takeFrame(LONG_BYTES);
  emitNumber(code, value, r0);
  code.asm.store(8, code.frame, word, r0);
  appendFormatted(code, growing, format, word, bound);
  code.giveFrame(word, LONG_BYTES);
}

function appendPadded(code: Code, growing: Growing, { value, format, bound }: Extract<Piece, { kind: "padded" }>): void {
  const text = takePlace(code, value.bound);
  emitText(code, value, text);
  const word = code.takeFrame(LONG_BYTES);
  pointTo(code, text, r0);
  code.asm.store(8, code.frame, word, r0);
  appendFormatted(code, growing, format, word, bound);
  code.giveFrame(word, LONG_BYTES);
  givePlace(code, text);
}

function appendCharacter(code: Code, growing: Growing, value: LongExpr): void {
  const held = emitHeld(code, value);
  appendBytes(code, growing, code.inRegister(held, r3), 1, undefined);
  code.giveTemp(held);
}
