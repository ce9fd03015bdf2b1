import type { Builder, Directive, Segment, Stmt } from "@tapset/core";
import type { TypedSegment, ValueDirective } from "../infer/typed.js";
import type { ExpressionLowering, Lowering } from "./lowering.js";
import { printMemory } from "./memory-loop.js";
import { hasKnownSize, isMemory, memorySegments } from "./memory-segments.js";
import { lowerKeys, sequence } from "./variables.js";

/** The print family. */
export const PRINT_LOWERING: { readonly [K in "print"]: ExpressionLowering<K> } = {
  print(lowering, node) {
    const builder = lowering.builder(node.span);
    if (node.toString) return builder.format(...node.segments.flatMap((segment) => lowerSegment(lowering, segment)));
    return sequence(lowerPrint(lowering, builder, node.segments), builder.constant(0));
  },
};

/** One statement, or several around memory whose size isn't known. */
function lowerPrint(lowering: Lowering, builder: Builder, list: readonly TypedSegment[]): readonly Stmt[] {
  const statements: Stmt[] = [];
  let segments: Segment[] = [];
  for (const segment of list) {
    if (segment.kind !== "value" || segment.directive === undefined || !isMemory(segment.directive) || hasKnownSize(segment.directive)) {
      segments = segments.concat(lowerSegment(lowering, segment));
      continue;
    }
    if (segments.length > 0) statements.push(builder.print("output", ...segments));
    segments = [];
    statements.push(...printMemory(lowering, lowering.builder(segment.value.span), segment.directive, lowering.long(segment.value)));
  }
  return segments.length === 0 && statements.length > 0 ? statements : [...statements, builder.print("output", ...segments)];
}

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
