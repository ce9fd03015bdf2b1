import type { BinaryOperator as AstBinaryOperator, UnaryOperator as AstUnaryOperator } from "@tapset/language";
import type { BinaryOperator, Builder, Comparison, Expr, LongExpr, ScalarType, StringExpr } from "@tapset/core";

/** A unary operator of the language: always on a long, always a long. */
export interface UnaryRow {
  readonly symbol: AstUnaryOperator;
  lower(builder: Builder, operand: LongExpr): LongExpr;
}

/** A binary operator of the language. */
export interface BinaryRow {
  readonly symbol: AstBinaryOperator;
  /** What both operands must be; `same`: both longs or both strings. */
  readonly operands: ScalarType | "same";
  readonly result: ScalarType;
  /** The operator as `place OP= value` does it indivisibly, where there is one. */
  readonly update?: BinaryOperator;
  lower(builder: Builder, left: Expr, right: Expr): Expr;
}

/** The language's unary operators. */
export const UNARY: Readonly<Record<AstUnaryOperator, UnaryRow>> = {
  "-": { symbol: "-", lower: (builder, operand) => builder.unary("neg", operand) },
  "+": { symbol: "+", lower: (_builder, operand) => operand },
  "!": { symbol: "!", lower: (builder, operand) => builder.unary("not", operand) },
  "~": { symbol: "~", lower: (builder, operand) => builder.unary("bitnot", operand) },
};

/** The language's binary operators. `>>` keeps the sign, as in SystemTap; `>>>` doesn't, and has no assignment. */
export const BINARY: Readonly<Record<AstBinaryOperator, BinaryRow>> = {
  "*": arithmetic("*", "mul"),
  "/": arithmetic("/", "div"),
  "%": arithmetic("%", "mod"),
  "+": arithmetic("+", "add"),
  "-": arithmetic("-", "sub"),
  "<<": arithmetic("<<", "shl"),
  ">>": arithmetic(">>", "sar"),
  ">>>": arithmetic(">>>", "shr"),
  "&": arithmetic("&", "and"),
  "^": arithmetic("^", "xor"),
  "|": arithmetic("|", "or"),
  "<": comparison("<", "lt"),
  ">": comparison(">", "gt"),
  "<=": comparison("<=", "le"),
  ">=": comparison(">=", "ge"),
  "==": comparison("==", "eq"),
  "!=": comparison("!=", "ne"),
  "&&": logical("&&", "and"),
  "||": logical("||", "or"),
  ".": {
    symbol: ".",
    operands: "string",
    result: "string",
    lower: (builder, left, right) => builder.concat(left as StringExpr, right as StringExpr),
  },
};

/** The operator of `++` and `+=`, of `--` and `-=` … : the assignment's text without its `=`. */
export function compoundRow(operator: string): BinaryRow | undefined {
  return (BINARY as Readonly<Record<string, BinaryRow | undefined>>)[operator.slice(0, -1)];
}

function arithmetic(symbol: AstBinaryOperator, operator: BinaryOperator): BinaryRow {
  return {
    symbol,
    operands: "long",
    result: "long",
    update: operator,
    lower: (builder, left, right) => builder.binary(operator, left as LongExpr, right as LongExpr),
  };
}

function comparison(symbol: AstBinaryOperator, compare: Comparison): BinaryRow {
  return {
    symbol,
    operands: "same",
    result: "long",
    lower: (builder, left, right) => builder.compare(compare, left, right),
  };
}

function logical(symbol: AstBinaryOperator, operator: "and" | "or"): BinaryRow {
  return {
    symbol,
    operands: "long",
    result: "long",
    lower: (_builder, left, right) => ({
      type: "long",
      op: "logical",
      operator,
      left: left as LongExpr,
      right: right as LongExpr,
    }),
  };
}
