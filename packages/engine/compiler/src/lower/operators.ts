import { printType } from "@tapset/btf";
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
    if (then.type === "string") return builder.select(condition, then, otherwise as StringExpr);
    return { ...builder.select(condition, then, otherwise as LongExpr), ...commonPointer(then, otherwise as LongExpr) };
  },

  match(lowering, node) {
    const builder = lowering.builder(node.span);
    const matches = lowering.match(builder, lowering.text(node.operand), node.regex);
    return node.negated ? builder.unary("not", matches) : matches;
  },

  wrong: (lowering) => lowering.placeholder("long"),
};

/**
 * The C type that two longs have in common, of which one is chosen; NULL is of any type. The verifier doesn't know a pointer any more
 * that comes from two places: it's read through, as numbers are.
 */
function commonPointer(one: LongExpr, other: LongExpr): Pick<LongExpr, "ctype"> {
  const ctype = isNull(one) ? other.ctype : one.ctype;
  const isShared = isNull(one) || isNull(other) || (other.ctype !== undefined && ctype !== undefined && printType(ctype) === printType(other.ctype));
  return ctype !== undefined && isShared ? { ctype } : {};
}

function isNull(value: LongExpr): boolean {
  return value.op === "const" && value.value === 0n;
}
