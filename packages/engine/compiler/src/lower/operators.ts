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
    if (lowering.engine === "kernel") {
      builder.refuse(
        "regex-in-kernel",
        "regular expressions can't be matched in handlers that run in the kernel",
        "compare with == or !=, or match in a begin, end or timer probe",
      );
    }
    const matches = builder.hostLong("regex", lowering.text(node.operand), builder.text(node.pattern));
    return node.negated ? builder.unary("not", matches) : matches;
  },

  wrong: (lowering) => lowering.placeholder("long"),
};
