import type { Histogram, NodeOf } from "@tapset/language";
import { BINARY } from "../rows/operators.js";
import type { Body } from "./body.js";
import { aggregatePlace } from "./histograms.js";
import type { ExpressionRow } from "./inference.js";
import { describe } from "./subject.js";
import type { TypedExpression } from "./typed.js";
import { typeKeys, resolveArray } from "./variables.js";

/** Extractors, histograms where they can't stand, and `in`. */
export const STATISTICS_ROWS: {
  readonly [K in "Extractor" | "HistLog" | "HistLinear" | "Membership"]: ExpressionRow<K>;
} = {
  Extractor(body, node) {
    const place = aggregatePlace(body, node.statistic);
    if (place === undefined) return body.wrong(node.span);
    if (node.function === "variance") place.symbol.variance = true;
    if (node.shift !== undefined && node.shift > MOST_SHIFT) {
      body.report("invalid-shift", `@variance: a shift of ${node.shift} bits is out of range: it goes from 0 to ${MOST_SHIFT}`, node.span, { subject: describe(node) });
    }
    const type = body.known("long", node.span, describe(node));
    return { kind: "extract", span: node.span, type, extractor: node.function, shift: node.shift ?? 0, place };
  },

  HistLog: (body, node) => misplaced(body, node),
  HistLinear: (body, node) => misplaced(body, node),

  Membership(body, node) {
    const type = body.known("long", node.span, describe(node));
    if (node.array.kind !== "Variable") return filledBucket(body, node, node.array);
    const symbol = resolveArray(body, node.array, node.keys.length);
    const keys = typeKeys(body, symbol, node.keys);
    if (symbol === undefined) return body.wrong(node.span);
    symbol.reads++;
    return { kind: "membership", span: node.span, type, symbol, keys };
  },
};

/** `n in @hist_log(s)`: whether the bucket has samples, as the buckets that a foreach visits. */
function filledBucket(body: Body, node: NodeOf<"Membership">, array: Histogram): TypedExpression {
  const left = body.expression({ kind: "Index", span: node.span, base: array, keys: node.keys });
  const type = body.known("long", node.span, describe(node));
  return { kind: "binary", span: node.span, type, row: BINARY["!="], left, right: body.constant(0n, node.span) };
}

/** The most that SystemTap shifts by. Here a variance is exact, so that a shift changes nothing. */
const MOST_SHIFT = 62;

function misplaced(body: Body, node: Parameters<ExpressionRow<"HistLog" | "HistLinear">>[1]): ReturnType<Body["wrong"]> {
  body.report("misplaced-histogram", "a histogram is not a value", node.span, {
    subject: describe(node),
    hints: ["print it with print() or println(), or index it for the count of one bucket"],
  });
  return body.wrong(node.span);
}
