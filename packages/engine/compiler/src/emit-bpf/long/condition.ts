import type { Condition, Label, Register } from "@tapset/asm";
import { r0, r1 } from "@tapset/asm";
import type { Comparison, LongExpr } from "@tapset/core";
import type { Code } from "../code/code.js";
import { emitLong, emitNumber, emitOperands } from "./long.js";
import { emitTextComparison } from "../text/text-compare.js";

type Compare = Extract<LongExpr, { op: "compare" }>;
type Logical = Extract<LongExpr, { op: "logical" }>;
type Select = Extract<LongExpr, { op: "select" }>;

/** Each comparison's condition on signed longs, and the comparison that is its opposite. */
const comparisons: Readonly<Record<Comparison, { readonly condition: Condition; readonly opposite: Comparison }>> = {
  eq: { condition: "eq", opposite: "ne" },
  ne: { condition: "ne", opposite: "eq" },
  lt: { condition: "slt", opposite: "ge" },
  le: { condition: "sle", opposite: "gt" },
  gt: { condition: "sgt", opposite: "le" },
  ge: { condition: "sge", opposite: "lt" },
};

/** Goes to `target` when the expression's truth is `sense`, else falls through. Uses `r0`–`r5`. */
export function branch(code: Code, expr: LongExpr, target: Label, sense: boolean): void {
  if (expr.op === "unary" && expr.operator === "not") branch(code, expr.operand, target, !sense);
  else if (expr.op === "compare") branchCompare(code, expr, target, sense);
  else if (expr.op === "logical") branchLogical(code, expr, target, sense);
  else if (expr.op === "const") {
    if ((expr.value !== 0n) === sense) code.asm.goto(target);
  } else {
    emitLong(code, expr, r0);
    code.asm.jump(sense ? "ne" : "eq", r0, 0, target);
  }
}

function branchCompare(code: Code, expr: Compare, target: Label, sense: boolean): void {
  const comparison = sense ? expr.comparison : comparisons[expr.comparison].opposite;
  const { left, right } = expr;
  if (left.type === "string" || right.type === "string") {
    if (left.type === "string" && right.type === "string") emitTextComparison(code, comparison, left, right, target);
    else throw new Error("a comparison of a long with a string");
    return;
  }
  const source = emitOperands(code, left, right, r1);
  code.asm.jump(comparisons[comparison].condition, r1, source, target);
}

function branchLogical(code: Code, { operator, left, right }: Logical, target: Label, sense: boolean): void {
  // `a || b` is true as soon as one is, `a && b` false as soon as one is; else the right one decides.
  if ((operator === "or") === sense) {
    branch(code, left, target, sense);
    branch(code, right, target, sense);
    return;
  }
  const decided = code.asm.newLabel("decided");
  branch(code, left, decided, !sense);
  branch(code, right, target, sense);
  code.asm.label(decided);
}

/** The truth of an expression as 0 or 1. */
export function emitBoolean(code: Code, expr: LongExpr, dst: Register): void {
  const { asm } = code;
  const no = asm.newLabel("no");
  const end = asm.newLabel("end");
  branch(code, expr, no, false);
  asm.mov(dst, 1).goto(end);
  asm.label(no).mov(dst, 0).label(end);
}

/** `left comparison right`: 0 or 1. */
export function emitCompare(code: Code, expr: Compare, dst: Register): void {
  emitBoolean(code, expr, dst);
}

/** `&&` and `||`: 0 or 1. */
export function emitLogical(code: Code, expr: Logical, dst: Register): void {
  emitBoolean(code, expr, dst);
}

/** `condition ? then : otherwise`. */
export function emitSelectLong(code: Code, expr: Select, dst: Register): void {
  emitChoice(
    code,
    expr.condition,
    () => emitNumber(code, expr.then, dst),
    () => emitNumber(code, expr.otherwise, dst),
  );
}

/** Emits one of two ways, as the condition says. */
export function emitChoice(code: Code, condition: LongExpr, then: () => void, otherwise: (() => void) | undefined): void {
  const { asm } = code;
  const no = asm.newLabel("else");
  branch(code, condition, no, false);
  then();
  if (otherwise === undefined) {
    asm.label(no);
    return;
  }
  const end = asm.newLabel("end");
  asm.goto(end).label(no);
  otherwise();
  asm.label(end);
}
