import type { Directive, Expr, Global, LongExpr, Segment, Stmt, StringExpr } from "@tapset/core";
import { mayHoldNul, segmentBound } from "@tapset/core";
import { gatheredSize } from "../../layout/read-plan-layout.js";
import { PADDED_SIZE, stringSize, wholeWords } from "../../layout/string-size.js";
import type { ArgumentLayout, GlobalLayout, PlannedDirective, PlannedSegment } from "../../module.js";
import { gatheredBytes, type Gathered, gatheredOf } from "./gather.js";
import { isMadeOfParts } from "../../optimise/text-parts.js";
import { textBeforeNul } from "../text/text-before-nul.js";
import { printedConversion } from "../../printed-conversion.js";

/** One step of making an entry: a statement to run first, or a value of the entry. In order. */
export type PlanStep =
  | { readonly kind: "statements"; readonly statements: readonly Stmt[] }
  | { readonly kind: "long"; readonly value: LongExpr }
  | { readonly kind: "fixed"; readonly value: StringExpr; readonly size: number }
  | { readonly kind: "packed"; readonly value: StringExpr }
  | { readonly kind: "gathered"; readonly value: Gathered }
  /** How many samples each bucket of a histogram has. */
  | { readonly kind: "buckets"; readonly global: Global; readonly keys: readonly Expr[]; readonly count: number };

/** How a print statement is divided between the kernel, which sends values, and the session, which makes the text. */
export interface PrintPlan {
  readonly segments: readonly PlannedSegment[];
  readonly arguments: readonly ArgumentLayout[];
  readonly steps: readonly PlanStep[];
  /** Bytes of the entry, header included: its size, or the most when strings are packed. */
  readonly maxBytes: number;
  readonly isFixed: boolean;
}

/** Bytes of an entry's header: u32 site, u32 bytes. */
export const ENTRY_HEADER_BYTES = 8;

/** `%s` and nothing else. */
export const PLAIN_STRING: Directive = {
  conversion: "s",
  minus: false,
  plus: false,
  space: false,
  zero: false,
  alternate: false,
  width: undefined,
  precision: undefined,
};

/** Plans the entry of some segments, after a `lead` if there is one. `layoutOf` is asked for the aggregates of histograms. */
export function planPrint(segments: readonly Segment[], layoutOf: (global: Global) => GlobalLayout, lead?: LongExpr): PrintPlan {
  const planner = new Planner(layoutOf);
  if (lead) planner.lead(lead);
  const planned = planner.list(segments);
  const { steps } = planner;
  const sizes = steps.map(stepBytes);
  return {
    segments: planned,
    arguments: planner.arguments,
    steps,
    maxBytes: sizes.reduce((sum, size) => sum + size, ENTRY_HEADER_BYTES),
    isFixed: steps.every(({ kind }) => kind !== "packed" && kind !== "gathered"),
  };
}

/** Bytes of a step's value in the entry; of a packed one the most. */
export function stepBytes(step: PlanStep): number {
  if (step.kind === "statements") return 0;
  if (step.kind === "long") return 8;
  if (step.kind === "buckets") return 8 * step.count;
  if (step.kind === "gathered") return gatheredSize(gatheredBytes(step.value));
  return step.kind === "fixed" ? step.size : 8 + wholeWords(step.value.bound + 1);
}

/** Collects what the session's side needs (segments, layouts) and what the kernel's side does (steps). */
class Planner {
  readonly steps: PlanStep[] = [];
  readonly arguments: ArgumentLayout[] = [];

  constructor(private readonly layoutOf: (global: Global) => GlobalLayout) {}

  /** A number before all that is printed. */
  lead(value: LongExpr): void {
    this.arguments.push(this.#value(value));
  }

  list(segments: readonly Segment[]): PlannedSegment[] {
    return joinTexts(segments.flatMap((segment) => this.#segment(segment)));
  }

  #segment(segment: Segment): PlannedSegment[] {
    if (segment.kind === "text") return [segment];
    if (segment.kind === "histogram") return this.#histogram(segment.global, segment.keys);
    const planned = this.#directive(segment.directive);
    if (segment.value.type === "string") return this.#string(planned, segment.value);
    this.arguments.push(this.#value(segment.value));
    return [{ kind: "value", directive: planned }];
  }

  /** Widths and precisions that are computed go before the value. */
  #directive(directive: Directive): PlannedDirective {
    const place = (part: number | LongExpr | undefined): number | "argument" | undefined => {
      if (typeof part !== "object") return part;
      this.arguments.push(this.#value(part));
      return "argument";
    };
    return { ...directive, conversion: printedConversion(directive.conversion), width: place(directive.width), precision: place(directive.precision) };
  }

  #value(value: Expr): ArgumentLayout {
    if (value.type === "long") {
      this.steps.push({ kind: "long", value });
      return { kind: "long" };
    }
    if (value.op === "fact") {
      return { kind: "fact", fact: value.fact, raw: value.raw.map((raw) => this.#value(raw)) };
    }
    const gathered = gatheredOf(value);
    if (gathered !== undefined) {
      this.steps.push({ kind: "gathered", value: gathered });
      return { kind: "bytes" };
    }
    const size = stringSize(value.bound);
    if (size <= PADDED_SIZE) {
      this.steps.push({ kind: "fixed", value, size });
      return { kind: "fixed", size };
    }
    this.steps.push({ kind: "packed", value });
    return { kind: "packed" };
  }

  #string(directive: PlannedDirective, value: StringExpr): PlannedSegment[] {
    if (value.op === "sequence") {
      this.steps.push({ kind: "statements", statements: value.before });
      return this.#string(directive, value.value);
    }
    if (value.op === "select" && isPlain(directive) && isMadeOfParts(value)) return this.#choice(directive, value);
    const inner = partsOf(value);
    if (inner === undefined) {
      this.arguments.push(this.#value(value));
      return [{ kind: "value", directive }];
    }
    // Text that is never cut and stands as it is needs no string of its own.
    const fits = inner.reduce((sum, part) => sum + segmentBound(part), 0) <= value.bound;
    if (fits && isPlain(directive) && !inner.some(mayHoldNul)) return inner.flatMap((part) => this.#segment(part));
    return [{ kind: "nested", directive, segments: this.list(inner), bound: value.bound }];
  }

  /** What isn't chosen is sent as well. */
  #choice(directive: PlannedDirective, { condition, then, otherwise }: Extract<StringExpr, { op: "select" }>): PlannedSegment[] {
    this.arguments.push(this.#value(condition));
    return [{ kind: "choice", then: joinTexts(this.#string(directive, then)), otherwise: joinTexts(this.#string(directive, otherwise)) }];
  }

  #histogram(global: Global, keys: readonly Expr[]): PlannedSegment[] {
    const layout = this.layoutOf(global);
    const stats = layout.kind === "map" && layout.value.type === "stats" ? layout.value : undefined;
    if (stats?.histogram === undefined) throw new Error(`global ${global.name}: it keeps no histogram`);
    this.steps.push({ kind: "buckets", global, keys, count: stats.buckets });
    for (let bucket = 0; bucket < stats.buckets; bucket++) this.arguments.push({ kind: "long" });
    return [{ kind: "histogram", shape: stats.histogram }];
  }
}

/** The segments that print a string, when it's put together from some. */
function partsOf(value: StringExpr): readonly Segment[] | undefined {
  if (value.op === "text") return [{ kind: "text", text: textBeforeNul(value.text) }];
  if (value.op === "format") return value.segments;
  if (value.op === "concat") return value.parts.map((part) => ({ kind: "value", directive: PLAIN_STRING, value: part }));
  return undefined;
}

function isPlain({ width, precision }: PlannedDirective): boolean {
  return width === undefined && precision === undefined;
}

function joinTexts(segments: readonly PlannedSegment[]): PlannedSegment[] {
  const joined: PlannedSegment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (segment.kind === "text" && last?.kind === "text") joined[joined.length - 1] = { kind: "text", text: last.text + segment.text };
    else if (segment.kind !== "text" || segment.text !== "") joined.push(segment);
  }
  return joined;
}
