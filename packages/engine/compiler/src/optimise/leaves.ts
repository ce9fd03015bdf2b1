import type { Expr, Stmt } from "@tapset/core";
import { certainOperands, operandsOf, statementOperands } from "./ir-children.js";
import { hasNode } from "./ir-walk.js";

/** Whether control never comes out at a statement's end. */
export function leaves(stmt: Stmt): boolean {
  if (statementOperands(stmt).some((operand) => operand !== undefined && neverYields(operand))) return true;
  switch (stmt.op) {
    case "break":
    case "end":
    case "raise":
    case "return":
      return true;
    case "if":
      return listLeaves(stmt.then) && listLeaves(stmt.otherwise);
    case "block":
      return listLeaves(stmt.body) && !breaksTo(stmt.body, stmt.label);
    case "loop":
      return !breaksTo(stmt.body, stmt.label);
    case "try":
      return listLeaves(stmt.body) && listLeaves(stmt.handler);
    default:
      return false;
  }
}

/** Whether an expression never comes to its value: an error is certain on the way, say. */
export function neverYields(expr: Expr): boolean {
  if (expr.op === "sequence" && expr.before.some(leaves)) return true;
  const operands = operandsOf(expr);
  const certain = operands.slice(0, certainOperands(expr));
  if (certain.some((operand) => operand !== undefined && neverYields(operand))) return true;
  return expr.op === "select" && neverYields(expr.then) && neverYields(expr.otherwise);
}

/** Whether anything in a list breaks out of the block or loop of a label. */
export function breaksTo(body: readonly Stmt[], label: number): boolean {
  return hasNode(body, { stmt: (stmt) => stmt.op === "break" && stmt.label === label });
}

/** What can't be reached has been cut off, so that only the last statement can leave. */
function listLeaves(list: readonly Stmt[]): boolean {
  const last = list.at(-1);
  return last !== undefined && leaves(last);
}
