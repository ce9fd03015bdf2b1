import type { Expression } from "@tapset/language";
import type { Body } from "./body.js";

/**
 * The truth of a condition that is decided while compiling: made of `@defined`, `@probewrite`, numbers, `!`, `&&`, `||`
 * and comparisons of those. Undefined for all others. What isn't reached then needs no meaning.
 */
export function constantCondition(body: Body, node: Expression): boolean | undefined {
  switch (node.kind) {
    case "NumberLiteral":
      return node.value !== 0n;
    case "Defined":
    case "ProbeWrite": {
      const typed = body.expression(node);
      return typed.kind === "literal" ? typed.value !== 0n : undefined;
    }
    case "Unary": {
      const operand = node.operator === "!" ? constantCondition(body, node.operand) : undefined;
      return operand === undefined ? undefined : !operand;
    }
    case "Binary":
      return node.operator === "&&" || node.operator === "||" ? constantLogical(body, node.operator, node.left, node.right) : undefined;
    default:
      return undefined;
  }
}

function constantLogical(body: Body, operator: "&&" | "||", left: Expression, right: Expression): boolean | undefined {
  const deciding = operator === "||";
  const first = constantCondition(body, left);
  if (first === deciding) return deciding;
  const second = constantCondition(body, right);
  // `x && 0` still has to evaluate x.
  return first === undefined ? undefined : second;
}
