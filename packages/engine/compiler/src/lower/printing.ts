import type { Directive, Segment } from "@tapset/core";
import type { TypedSegment, ValueDirective } from "../infer/typed.js";
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
      const { directive } = segment;
      const builder = lowering.builder(segment.value.span);
      if (directive !== undefined && isMemory(directive)) return memorySegments(lowering, builder, directive, lowering.long(segment.value));
      const lowered = directive && lowerDirective(lowering, directive);
      const value = lowering.expression(segment.value);
      return lowered ? { kind: "value", directive: lowered, value } : builder.value(value.type === "long" ? "d" : "s", value);
    }
  }
}

function lowerDirective(lowering: Lowering, directive: ValueDirective): Directive {
  const { width, precision } = directive;
  return {
    ...directive,
    width: typeof width === "object" ? lowering.long(width) : width,
    precision: typeof precision === "object" ? lowering.long(precision) : precision,
  };
}
