import type { Directive, Segment } from "@tapset/core";
import type { FormatDirective, TypedSegment } from "../infer/typed.js";
import type { ExpressionLowering, Lowering } from "./lowering.js";
import { isMemory, memorySegments } from "./memory-segments.js";
import { lowerKeys, sequence } from "./variables.js";

/** The print family. */
export const PRINT_LOWERING: { readonly [K in "print"]: ExpressionLowering<K> } = {
  print(lowering, node) {
    const builder = lowering.builder(node.span);
    const segments = node.segments.flatMap((segment) => lowerSegment(lowering, segment));
    if (node.toString) return builder.format(...segments);
    return sequence([builder.print("output", ...segments)], builder.constant(0));
  },
};

function lowerSegment(lowering: Lowering, segment: TypedSegment): Segment | readonly Segment[] {
  switch (segment.kind) {
    case "text":
      return segment;
    case "histogram":
      return { kind: "histogram", global: lowering.global(segment.place.symbol), keys: lowerKeys(lowering, segment.place.keys) };
    case "value": {
      const directive = segment.directive && lowerDirective(lowering, segment.directive);
      const value = lowering.expression(segment.value);
      if (directive && value.type === "long" && isMemory(directive)) return memorySegments(lowering, lowering.builder(segment.value.span), directive, value);
      return directive ? { kind: "value", directive, value } : lowering.builder(segment.value.span).value(value.type === "long" ? "d" : "s", value);
    }
  }
}

function lowerDirective(lowering: Lowering, directive: FormatDirective): Directive {
  const { width, precision } = directive;
  return {
    ...directive,
    width: typeof width === "object" ? lowering.long(width) : width,
    precision: typeof precision === "object" ? lowering.long(precision) : precision,
  };
}
