import { type Expression, walk } from "@tapset/language";
import type { Body } from "./body.js";

/**
 * The truth of a condition that asks what there is, by `@defined` or `@probewrite`, perhaps with numbers, `!`, `&&` and `||`. Undefined for
 * all others. What isn't reached then needs no meaning; behind a number alone it does.
 */
export function constantCondition(body: Body, node: Expression): boolean | undefined {
  return asks(node) ? truthOf(body, node) : undefined;
}

function asks(node: Expression): boolean {
  let found = false;
  walk(node, ({ kind }) => {
    found ||= kind === "Defined" || kind === "ProbeWrite";
  });
  return found;
}

function truthOf(body: Body, node: Expression): boolean | undefined {
  switch (node.kind) {
    case "NumberLiteral":
      return node.value !== 0n;
    case "Defined":
    case "ProbeWrite": {
      const typed = body.expression(node);
      return typed.kind === "literal" ? typed.value !== 0n : undefined;
    }
    case "Unary": {
      const operand = node.operator === "!" ? truthOf(body, node.operand) : undefined;
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
  const first = truthOf(body, left);
  if (first === deciding) return deciding;
  const second = truthOf(body, right);
  // `x && 0` still has to evaluate x.
  return first === undefined ? undefined : second;
}
