import type { ExtractorName } from "@tapset/language";
import type { Body } from "./body.js";
import { aggregatePlace } from "./histograms.js";
import type { ExpressionRow } from "./inference.js";
import { describe } from "./subject.js";
import { typeKeys, resolveArray } from "./variables.js";

/** Extractors, histograms where they can't stand, and `in`. */
export const STATISTICS_ROWS: {
  readonly [K in "Extractor" | "HistLog" | "HistLinear" | "Membership"]: ExpressionRow<K>;
} = {
  Extractor(body, node) {
    const place = aggregatePlace(body, node.statistic);
    if (place === undefined) return body.wrong(node.span);
    if (node.function === "variance") place.symbol.variance = true;
    const type = body.known("long", node.span, describe(node));
    return { kind: "extract", span: node.span, type, extractor: node.function, shift: node.shift ?? 0, place };
  },

  HistLog: (body, node) => misplaced(body, node),
  HistLinear: (body, node) => misplaced(body, node),

  Membership(body, node) {
    const type = body.known("long", node.span, describe(node));
    if (node.array.kind !== "Variable") {
      body.report("misplaced-histogram", "'in' asks about an array, not a histogram", node.array.span, { subject: describe(node.array) });
      return body.wrong(node.span);
    }
    const symbol = resolveArray(body, node.array, node.keys.length);
    const keys = typeKeys(body, symbol, node.keys);
    if (symbol === undefined) return body.wrong(node.span);
    symbol.reads++;
    return { kind: "membership", span: node.span, type, symbol, keys };
  },
};

/** The extractors by which an array of aggregates can be sorted. */
export const SORTABLE: ReadonlySet<ExtractorName> = new Set(["count", "sum", "min", "max", "avg"]);

function misplaced(body: Body, node: Parameters<ExpressionRow<"HistLog" | "HistLinear">>[1]): ReturnType<Body["wrong"]> {
  body.report("misplaced-histogram", "a histogram is not a value", node.span, {
    subject: describe(node),
    hints: ["print it with print() or println(), or index it for the count of one bucket"],
  });
  return body.wrong(node.span);
}
