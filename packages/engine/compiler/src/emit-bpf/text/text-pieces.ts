import { type Directive, type LongExpr, type Segment, segmentBound, type StringExpr } from "@tapset/core";
import type { Code } from "../code/code.js";
import { EmitRefusal } from "../code/refusal.js";
import { textBeforeNul } from "./text-before-nul.js";

/** Most characters a 64-bit number takes in any format without a width. */
const NUMBER_LENGTH = 24;

/** A piece of a text that is put together. `bound` is the most bytes it adds. */
export type Piece =
  | { readonly kind: "text"; readonly text: string; readonly bound: number }
  | { readonly kind: "string"; readonly value: StringExpr; readonly bound: number }
  /** A number or a string by snprintf. */
  | { readonly kind: "number"; readonly value: LongExpr; readonly format: string; readonly bound: number }
  | { readonly kind: "padded"; readonly value: StringExpr; readonly format: string; readonly bound: number }
  /** One byte. */
  | { readonly kind: "character"; readonly value: LongExpr; readonly bound: number }
  /** What snprintf doesn't know. */
  | { readonly kind: "field"; readonly directive: Directive; readonly value: LongExpr | StringExpr; readonly bound: number };

/** The pieces of strings one after the other. */
export function stringPieces(expr: StringExpr): readonly Piece[] {
  if (expr.op === "concat") return expr.parts.flatMap(stringPieces);
  if (expr.op === "text") return [textPiece(textBeforeNul(expr.text))];
  return [{ kind: "string", value: expr, bound: expr.bound }];
}

/** The pieces of what a segment prints. */
export function segmentPieces(code: Code, segment: Segment): readonly Piece[] {
  if (segment.kind === "text") return [textPiece(segment.text)];
  if (segment.kind === "histogram") throw new EmitRefusal("misplaced-histogram", "a kernel handler can't make a histogram a string that isn't only printed", code.span, ["print it with print() or println()", "or make it a string in an end or timer probe"]);
  const { directive, value } = segment;
  const simple = value.type === "string" ? stringPiece(directive, value) : directive.conversion === "symbol" ? symbolPieces(value, segmentBound(segment)) : numberPieces(directive, value);
  return simple ?? [{ kind: "field", directive, value, bound: segmentBound(segment) }];
}

function textPiece(text: string): Piece {
  return { kind: "text", text, bound: text.length };
}

function stringPiece({ width, precision, minus }: Directive, value: StringExpr): readonly Piece[] | undefined {
  if (width === undefined && precision === undefined) return stringPieces(value);
  if (precision !== undefined || typeof width === "object") return undefined;
  return [{ kind: "padded", value, format: `%${minus ? "-" : ""}${width ?? ""}s`, bound: Math.max(value.bound, width ?? 0) }];
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

function symbolPieces(value: LongExpr, bound: number): readonly Piece[] {
  return [{ kind: "number", value, format: "%ps", bound }];
}

function numberPieces(directive: Directive, value: LongExpr): readonly Piece[] | undefined {
  const { conversion, width, precision, alternate } = directive;
  if (conversion === "c" && width === undefined && !alternate) return [{ kind: "character", value, bound: 1 }];
  const known = numberFormats[conversion];
  const isPrefixed = alternate || conversion === "p";
  if (known === undefined || precision !== undefined || typeof width === "object" || (isPrefixed && width !== undefined)) return undefined;
  const flags = `${directive.minus ? "-" : ""}${directive.plus ? "+" : ""}${directive.space ? " " : ""}${directive.zero ? "0" : ""}`;
  const number: Piece = { kind: "number", value, format: `%${flags}${width ?? ""}${known.conversion}`, bound: Math.max(NUMBER_LENGTH, width ?? 0) };
  return isPrefixed ? [textPiece(known.prefix), number] : [number];
}

