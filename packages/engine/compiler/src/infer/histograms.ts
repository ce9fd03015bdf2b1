import type { HistogramShape } from "@tapset/core";
import type { Histogram } from "@tapset/language";
import type { Body } from "./body.js";
import { describe } from "./subject.js";
import type { Place } from "./typed.js";
import { resolvePlace } from "./variables.js";

/**
 * Most buckets of a linear histogram, so that they and an aggregate's other words fit the value of a per-CPU map, which has
 * 32 KB at most (PCPU_MIN_UNIT_SIZE).
 */
const MAX_LINEAR_BUCKETS = 4080n;

/** The aggregate a histogram is drawn of. Its buckets become part of what the aggregate keeps. */
export function histogramPlace(body: Body, node: Histogram): (Place & { readonly kind: "global" }) | undefined {
  const place = aggregatePlace(body, node.statistic);
  if (place === undefined) return undefined;
  const shape = shapeOf(body, node);
  if (shape === undefined) return undefined;
  const known = place.symbol.histogram;
  if (known === undefined) {
    place.symbol.histogram = { shape, span: node.span };
  } else if (!sameShape(known.shape, shape)) {
    body.report("histogram-conflict", `'${place.symbol.name}' is drawn as two kinds of histogram`, node.span, {
      subject: describe(node),
      chain: [{ message: "drawn otherwise here", span: known.span }],
      hints: ["use a second aggregate, or the same parameters everywhere"],
    });
  }
  return place;
}

/** The place of an aggregate that something is extracted from. */
export function aggregatePlace(body: Body, node: Histogram["statistic"]): (Place & { readonly kind: "global" }) | undefined {
  const place = resolvePlace(body, node);
  if (place === undefined) return undefined;
  place.symbol.reads++;
  if (place.kind === "global") {
    body.claim(place.symbol.type, "stats", node);
    return place;
  }
  body.report("local-statistics", `'${place.symbol.name}' is a local variable: statistics have to be global`, node.span, {
    subject: describe(node),
    hints: [`declare it with 'global ${place.symbol.name}'`],
  });
  place.symbol.type.poison();
  return undefined;
}

/** What a histogram looks like; undefined when its parameters make no sense, which has been reported. */
export function shapeOf(body: Body, node: Histogram): HistogramShape | undefined {
  if (node.kind === "HistLog") return { kind: "log" };
  const { low, high, step } = node;
  const problem =
    step <= 0n
      ? "its step has to be more than 0"
      : high <= low
        ? "its upper limit has to be above the lower"
        : (high - low) / step > MAX_LINEAR_BUCKETS
          ? `it would have ${(high - low) / step} buckets, ${MAX_LINEAR_BUCKETS} are the most`
          : undefined;
  if (problem === undefined) return { kind: "linear", low, high, width: step };
  body.report("invalid-histogram", `@hist_linear: ${problem}`, node.span, { subject: describe(node) });
  return undefined;
}

function sameShape(a: HistogramShape, b: HistogramShape): boolean {
  if (a.kind !== "linear" || b.kind !== "linear") return a.kind === b.kind;
  return a.low === b.low && a.high === b.high && a.width === b.width;
}
