import type { ExpressionLowering } from "./lowering.js";
import { lowerKeys } from "./variables.js";

/** What is read out of aggregates. */
export const STATISTICS_LOWERING: { readonly [K in "extract" | "bucket"]: ExpressionLowering<K> } = {
  extract: (lowering, { place, extractor, shift, span }) => ({
    type: "long",
    op: "extract",
    extractor,
    shift,
    global: lowering.global(place.symbol),
    keys: lowerKeys(lowering, place.keys),
    span,
  }),

  bucket: (lowering, { place, index }) => ({
    type: "long",
    op: "bucket",
    global: lowering.global(place.symbol),
    keys: lowerKeys(lowering, place.keys),
    index: lowering.long(index),
  }),
};
