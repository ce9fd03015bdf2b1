import type { Directive, Expr, LongExpr, Segment } from "@tapset/core";
import type { PlannedDirective } from "../module.js";
import type { HandlerEmitter } from "./handler-emitter.js";
import { asBigInt, asText, type JsValue } from "./js-value.js";
import { printedConversion } from "../printed-conversion.js";

/** The text segments print, as one JavaScript expression. */
export function emitSegments(emitter: HandlerEmitter, segments: readonly Segment[]): string {
  const expressions = segments.flatMap(operands);
  const inOrder = emitter.values(expressions);
  // Formatters take a value before its width.
  const values = segments.some(isStarred) ? inOrder.map((value) => emitter.keep(value)) : inOrder;
  const take = (): JsValue => values.shift() as JsValue;
  const codes = segments.map((segment) => {
    if (segment.kind === "text") return JSON.stringify(segment.text);
    if (segment.kind === "value") return formatted(emitter, segment.directive, take);
    // Keys of a histogram's aggregate go to the store raw or as text; it accepts both.
    const keys = segment.keys.map(() => keyCode(take()));
    return `${emitter.pool.global(segment.global)}.drawing([${keys.join(", ")}])`;
  });
  if (codes.length === 0) return '""';
  return codes.length === 1 ? (codes[0] as string) : `(${codes.join(" + ")})`;
}

/** Whether a width or precision is known at run time only. */
function isStarred(segment: Segment): boolean {
  return segment.kind === "value" && (typeof segment.directive.width === "object" || typeof segment.directive.precision === "object");
}

/** What a segment evaluates, in the order printf's arguments stand: width, precision, value. */
function operands(segment: Segment): readonly Expr[] {
  if (segment.kind === "text") return [];
  if (segment.kind === "histogram") return segment.keys;
  const { width, precision } = segment.directive;
  return [width, precision].filter((expr): expr is LongExpr => typeof expr === "object").concat(segment.value as LongExpr);
}

function formatted(emitter: HandlerEmitter, directive: Directive, take: () => JsValue): string {
  const width = typeof directive.width === "object" ? asBigInt(take()) : undefined;
  const precision = typeof directive.precision === "object" ? asBigInt(take()) : undefined;
  const value = take();
  if (isPlain(directive)) return asText(value);
  const code = value.kind === "string" ? value.code : asBigInt(value);
  const runTime = precision === undefined ? (width ?? "") : `${width ?? "undefined"}, ${precision}`;
  return `${emitter.pool.formatter(plannedDirective(directive))}(${code}${runTime === "" ? "" : `, ${runTime}`})`;
}

/** `%d` and `%s` without flags: JavaScript writes them as they are. */
function isPlain(directive: Directive): boolean {
  const { conversion, width, precision, plus, space } = directive;
  return /^[dis]$/.test(conversion) && width === undefined && precision === undefined && !plus && !space;
}

/** A directive with its run-time width and precision left to be given. */
export function plannedDirective(directive: Directive): PlannedDirective {
  const planned = (value: Directive["width"]): PlannedDirective["width"] => (typeof value === "object" ? "argument" : value);
  return { ...directive, conversion: printedConversion(directive.conversion), width: planned(directive.width), precision: planned(directive.precision) };
}

function keyCode(value: JsValue): string {
  return value.kind === "string" ? value.code : asBigInt(value);
}
