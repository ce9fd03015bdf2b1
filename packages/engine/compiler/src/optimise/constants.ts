import type { BinaryOperator, Comparison, Expr, LongExpr, UnaryOperator } from "@tapset/core";

const UNARY: Readonly<Record<UnaryOperator, (operand: bigint) => bigint>> = {
  neg: (operand) => -operand,
  bitnot: (operand) => ~operand,
  not: (operand) => (operand === 0n ? 1n : 0n),
};

/** Undefined: the operation fails, when it's reached. */
const BINARY: Readonly<Record<BinaryOperator, (left: bigint, right: bigint) => bigint | undefined>> = {
  add: (left, right) => left + right,
  sub: (left, right) => left - right,
  mul: (left, right) => left * right,
  div: (left, right) => (right === 0n ? undefined : left / right),
  mod: (left, right) => (right === 0n ? undefined : left % right),
  and: (left, right) => left & right,
  or: (left, right) => left | right,
  xor: (left, right) => left ^ right,
  shl: (left, right) => left << (right & 63n),
  shr: (left, right) => BigInt.asUintN(64, left) >> (right & 63n),
  sar: (left, right) => left >> (right & 63n),
};

const COMPARE: Readonly<Record<Comparison, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
};

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = { eq: "ne", ne: "eq", lt: "ge", le: "gt", gt: "le", ge: "lt" };

/** An expression whose operands are known, as its value; any other as it is. */
export function foldConstants(expr: Expr): Expr {
  switch (expr.op) {
    case "unary":
      return expr.operand.op === "const" ? constant(UNARY[expr.operator](expr.operand.value)) : expr;
    case "binary": {
      if (expr.left.op !== "const" || expr.right.op !== "const") return expr;
      const value = BINARY[expr.operator](expr.left.value, expr.right.value);
      return value === undefined ? expr : constant(value);
    }
    case "compare": {
      const order = compareConstants(expr.left, expr.right);
      return order === undefined ? compareFact(expr) : truth(COMPARE[expr.comparison](order));
    }
    case "logical":
      return foldLogical(expr);
    case "select":
      return expr.condition.op !== "const" ? expr : expr.condition.value !== 0n ? expr.then : expr.otherwise;
    case "strlen":
      return expr.text.op === "text" ? constant(BigInt(expr.text.text.length)) : expr;
    case "fact": {
      const raw = expr.raw.map((each) => (each.op === "const" ? each.value : each.op === "text" ? each.text : undefined));
      if (raw.includes(undefined)) return expr;
      const text = expr.fact.render(...(raw as (bigint | string)[])).slice(0, expr.bound);
      return { type: "string", op: "text", text, bound: text.length };
    }
    default:
      return expr;
  }
}

/** The truth of the opposite of a condition. */
export function negate(condition: LongExpr): LongExpr {
  if (condition.op === "compare") return { ...condition, comparison: OPPOSITE[condition.comparison] };
  if (condition.op === "unary" && condition.operator === "not") return condition.operand;
  return { type: "long", op: "unary", operator: "not", operand: condition };
}

function foldLogical(expr: LongExpr & { readonly op: "logical" }): LongExpr {
  if (expr.left.op !== "const") return expr;
  const isTrue = expr.left.value !== 0n;
  if (isTrue === (expr.operator === "or")) return truth(isTrue);
  if (expr.right.op === "const") return truth(expr.right.value !== 0n);
  return { type: "long", op: "compare", comparison: "ne", left: expr.right, right: constant(0n) };
}

function compareConstants(left: Expr, right: Expr): number | undefined {
  if (left.op === "const" && right.op === "const") return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
  if (left.op === "text" && right.op === "text") return left.text < right.text ? -1 : left.text > right.text ? 1 : 0;
  return undefined;
}

/** `name == "read"` as a comparison of the number that the name stands for, where no other number has that name. */
function compareFact(expr: LongExpr & { readonly op: "compare" }): LongExpr {
  const { comparison } = expr;
  const [fact, text] = expr.left.op === "text" ? [expr.right, expr.left] : [expr.left, expr.right];
  if (fact.op !== "fact" || text.op !== "text" || (comparison !== "eq" && comparison !== "ne")) return expr;
  const [raw] = fact.raw;
  if (!fact.fact.injective || fact.raw.length !== 1 || raw?.type !== "long") return expr;
  for (const value of fact.fact.domain?.() ?? []) {
    if (fact.fact.render(value) === text.text) return { type: "long", op: "compare", comparison, left: raw, right: constant(value) };
  }
  return expr;
}

function constant(value: bigint): LongExpr {
  return { type: "long", op: "const", value: BigInt.asIntN(64, value) };
}

function truth(value: boolean): LongExpr {
  return constant(value ? 1n : 0n);
}
