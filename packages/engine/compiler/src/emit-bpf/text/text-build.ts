import type { Register } from "@tapset/asm";
import { r0, r1, r2, r3 } from "@tapset/asm";
import type { Directive, LongExpr, Segment, StringExpr } from "@tapset/core";
import { stringSize } from "../../layout/string-size.js";
import type { Code, Temp } from "../code/code.js";
import { emitHeld, emitNumber } from "../long/long.js";
import { givePlace, placeAt, pointTo, reach, type Place } from "../code/place.js";
import { EmitRefusal } from "../code/refusal.js";
import { emitText, withText } from "./text.js";
import { clampLength, copyString, copyText, formatWord, storeConstant, writeEmpty } from "./text-copy.js";

type Concat = Extract<StringExpr, { op: "concat" }>;
type Format = Extract<StringExpr, { op: "format" }>;

/** Most characters a 64-bit number takes in any format without a width. */
const NUMBER_LENGTH = 24;

/** A piece of a text that is put together. `bound` is the most bytes it adds. */
type Piece =
  | { readonly kind: "text"; readonly text: string; readonly bound: number }
  | { readonly kind: "string"; readonly value: StringExpr; readonly bound: number }
  /** By snprintf: a number, or a string's address. */
  | { readonly kind: "number"; readonly value: LongExpr; readonly format: string; readonly bound: number }
  | { readonly kind: "formatted"; readonly value: StringExpr; readonly cut: number; readonly format: string; readonly bound: number }
  | { readonly kind: "character"; readonly value: LongExpr; readonly bound: number };

/** Strings one after the other. */
export function emitConcat(code: Code, expr: Concat, to: Place): void {
  build(code, expr.parts.flatMap(stringPieces), to);
}

/** sprintf, as far as the kernel can do it. */
export function emitFormat(code: Code, expr: Format, to: Place): void {
  build(code, expr.segments.flatMap((segment) => segmentPieces(code, segment)), to);
}

function stringPieces(expr: StringExpr): Piece[] {
  if (expr.op === "concat") return expr.parts.flatMap(stringPieces);
  if (expr.op === "text") return [textPiece(expr.text)];
  return [{ kind: "string", value: expr, bound: expr.bound }];
}

function textPiece(text: string): Piece {
  return { kind: "text", text, bound: text.length };
}

function segmentPieces(code: Code, segment: Segment): Piece[] {
  if (segment.kind === "text") return [textPiece(segment.text)];
  if (segment.kind === "histogram") return refuse(code, "a histogram");
  const { directive, value } = segment;
  return value.type === "string" ? stringDirective(code, directive, value) : numberDirective(code, directive, value);
}

function stringDirective(code: Code, directive: Directive, value: StringExpr): Piece[] {
  const { width, precision } = directive;
  if (typeof width === "object" || typeof precision === "object") return refuse(code, "a width that isn't known before");
  if (width === undefined && precision === undefined) return stringPieces(value);
  const cut = Math.min(value.bound, precision ?? value.bound);
  const format = `%${directive.minus ? "-" : ""}${width ?? ""}s`;
  return [{ kind: "formatted", value, cut, format, bound: Math.max(cut, width ?? 0) }];
}

/** How bpf_snprintf spells the conversions it knows; it knows neither precisions nor octal numbers. */
const numberFormats: { readonly [conversion: string]: { readonly prefix: string; readonly conversion: string } } = {
  d: { prefix: "", conversion: "lld" },
  i: { prefix: "", conversion: "lld" },
  u: { prefix: "", conversion: "llu" },
  x: { prefix: "0x", conversion: "llx" },
  X: { prefix: "0X", conversion: "llX" },
  p: { prefix: "0x", conversion: "llx" },
};

function numberDirective(code: Code, directive: Directive, value: LongExpr): Piece[] {
  const { conversion, width, precision, alternate } = directive;
  const known = numberFormats[conversion];
  const isPrefixed = alternate || conversion === "p";
  if (precision !== undefined || typeof width === "object" || (isPrefixed && width !== undefined)) {
    return refuse(code, "this width or precision");
  }
  if (conversion === "c") return [{ kind: "character", value, bound: 1 }];
  if (known === undefined) return refuse(code, `%${conversion}`);
  const flags = `${directive.minus ? "-" : ""}${directive.plus ? "+" : ""}${directive.space ? " " : ""}${directive.zero ? "0" : ""}`;
  const number: Piece = {
    kind: "number",
    value,
    format: `%${flags}${width ?? ""}${known.conversion}`,
    bound: Math.max(NUMBER_LENGTH, width ?? 0),
  };
  return isPrefixed ? [textPiece(known.prefix), number] : [number];
}

function refuse(code: Code, what: string): never {
  const message = `sprintf with ${what} can't be made by a handler that runs in the kernel and compares, cuts or stores the text`;
  throw new EmitRefusal("sprintf-needs-session", message, code.span, ["print it directly"]);
}

/** A text that grows: where it's written and how far. */
interface Growing {
  readonly work: Place;
  /** Bytes so far: known, or in a temporary that the verifier has bounds for. */
  position: number | Temp;
  /** Most bytes so far. */
  length: number;
  /** Where it must be cut while growing, or undefined if it can't get too long. */
  readonly limit: number | undefined;
}

function build(code: Code, pieces: readonly Piece[], to: Place): void {
  const total = pieces.reduce((sum, { bound }) => sum + bound, 0);
  if (total <= to.bound) {
    const growing: Growing = { work: to, position: 0, length: 0, limit: undefined };
    grow(code, growing, pieces);
    return;
  }
  const longest = Math.max(...pieces.map(({ bound }) => bound));
  const room = to.bound + longest;
  const size = stringSize(room);
  const work: Place = { base: "scratch", offset: code.takeScratch(size), bound: room, size, padded: false };
  grow(code, { work, position: 0, length: 0, limit: to.bound }, pieces);
  copyText(code, { ...work, bound: to.bound }, to);
  givePlace(code, work);
}

function grow(code: Code, growing: Growing, pieces: readonly Piece[]): void {
  if (growing.work.padded) writeEmpty(code, growing.work);
  for (const piece of pieces) {
    if (piece.kind === "text") appendText(code, growing, piece.text);
    else if (piece.kind === "string") appendString(code, growing, piece.value);
    else if (piece.kind === "number") appendNumber(code, growing, piece);
    else if (piece.kind === "formatted") appendFormatted(code, growing, piece);
    else appendCharacter(code, growing, piece.value);
    cut(code, growing);
  }
  withEnd(code, growing, (register, offset) => void code.asm.store(1, register, offset, 0));
  if (typeof growing.position !== "number") code.giveTemp(growing.position);
}

/** Runs `use` with the address at which the text goes on. Uses `r1`, `r2`. */
function withEnd(code: Code, { work, position }: Growing, use: (register: Register, offset: number) => void): void {
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

function appendText(code: Code, growing: Growing, text: string): void {
  const bytes = Buffer.from(text, "latin1");
  withEnd(code, growing, (register, offset) => {
    for (let at = 0; at < bytes.length; ) {
      const left = bytes.length - at;
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
}

function appendString(code: Code, growing: Growing, value: StringExpr): void {
  withText(code, value, (from) => {
    pointToEnd(code, growing);
    pointTo(code, from, r3);
    copyString(code, value.bound + 1);
  });
  advance(code, growing, value.bound);
}

function appendNumber(code: Code, growing: Growing, { value, format, bound }: Extract<Piece, { kind: "number" }>): void {
  const word = code.takeFrame(8);
  emitNumber(code, value, r0);
  code.asm.store(8, code.frame, word, r0);
  appendWord(code, growing, format, word, bound);
  code.giveFrame(word, 8);
}

function appendFormatted(code: Code, growing: Growing, piece: Extract<Piece, { kind: "formatted" }>): void {
  const size = stringSize(piece.cut);
  const cutText = placeAt("scratch", code.takeScratch(size), piece.cut, size);
  emitText(code, piece.value, cutText);
  const word = code.takeFrame(8);
  pointTo(code, cutText, r0);
  code.asm.store(8, code.frame, word, r0);
  appendWord(code, growing, piece.format, word, piece.bound);
  code.giveFrame(word, 8);
  givePlace(code, cutText);
}

function appendWord(code: Code, growing: Growing, format: string, word: number, bound: number): void {
  pointToEnd(code, growing);
  code.asm.mov(r2, bound + 1);
  formatWord(code, format, word);
  clampLength(code, bound + 1);
  advance(code, growing, bound);
}

function appendCharacter(code: Code, growing: Growing, value: LongExpr): void {
  const held = emitHeld(code, value);
  withEnd(code, growing, (register, offset) => code.asm.store(1, register, offset, code.inRegister(held, r3)));
  code.giveTemp(held);
  code.asm.mov(r0, 2);
  advance(code, growing, 1);
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
}

/** Keeps the text from getting longer than the limit, which the next piece may go past once. */
function cut(code: Code, growing: Growing): void {
  const { limit, position } = growing;
  if (limit === undefined || growing.length <= limit) return;
  if (typeof position === "number") {
    code.count("truncated");
    growing.position = limit;
  } else {
    const fits = code.asm.newLabel("fits");
    code.asm.jump("le", code.inRegister(position, r1), limit, fits);
    code.asm.mov(r1, limit);
    code.save(position, r1);
    code.count("truncated");
    code.asm.label(fits);
  }
  growing.length = limit;
}
