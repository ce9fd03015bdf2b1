import type { LongExpr, StringExpr } from "@tapset/core";
import type { ExpressionLowering } from "./lowering.js";

/** Operators and `?:`. */
export const OPERATOR_LOWERING: { readonly [K in "unary" | "binary" | "ternary" | "match" | "wrong"]: ExpressionLowering<K> } = {
  unary: (lowering, node) => node.row.lower(lowering.builder(node.span), lowering.long(node.operand)),

  binary: (lowering, node) => node.row.lower(lowering.builder(node.span), lowering.expression(node.left), lowering.expression(node.right)),

  ternary(lowering, node) {
    const condition = lowering.long(node.condition);
    const then = lowering.expression(node.then);
    const otherwise = lowering.expression(node.otherwise);
    const builder = lowering.builder(node.span);
    return then.type === "long"
      ? builder.select(condition, then, otherwise as LongExpr)
      : builder.select(condition, then, otherwise as StringExpr);
  },

  match(lowering, node) {
    const builder = lowering.builder(node.span);
    const matches = lowering.match(builder, lowering.text(node.operand), node.regex);
    return node.negated ? builder.unary("not", matches) : matches;
  },

  wrong: (lowering) => lowering.placeholder("long"),
};
