import type { Expr, Local, Stmt } from "@tapset/core";
import { type Operand, blocksOf, operandsOf, statementOperands, withBlocks, withOperands, withStatementOperands } from "./ir-children.js";

/** Called for each node, after everything below it unless said otherwise. */
export interface IrVisitor {
  expr?(expr: Expr): void;
  stmt?(stmt: Stmt): void;
}

/** Visits every expression and statement, inner ones first, in the order they're evaluated. */
export function walkStatements(list: readonly Stmt[], visitor: IrVisitor): void {
  for (const stmt of list) {
    for (const operand of statementOperands(stmt)) if (operand !== undefined) walkExpr(operand, visitor);
    for (const block of blocksOf(stmt)) walkStatements(block, visitor);
    visitor.stmt?.(stmt);
  }
}

/** The same for an expression. */
export function walkExpr(expr: Expr, visitor: IrVisitor): void {
  if (expr.op === "sequence") walkStatements(expr.before, visitor);
  for (const operand of operandsOf(expr)) if (operand !== undefined) walkExpr(operand, visitor);
  visitor.expr?.(expr);
}

/** What to look for: either answers for the nodes it takes. */
export interface IrPredicate {
  expr?(expr: Expr): boolean;
  stmt?(stmt: Stmt): boolean;
}

/** Whether a body has a node like that. */
export function hasNode(list: readonly Stmt[], predicate: IrPredicate): boolean {
  return list.some(
    (stmt) =>
      predicate.stmt?.(stmt) === true ||
      statementOperands(stmt).some((operand) => operand !== undefined && hasExpr(operand, predicate)) ||
      blocksOf(stmt).some((block) => hasNode(block, predicate)),
  );
}

/** The same for an expression. */
export function hasExpr(expr: Expr, predicate: IrPredicate): boolean {
  return (
    predicate.expr?.(expr) === true ||
    (expr.op === "sequence" && hasNode(expr.before, predicate)) ||
    operandsOf(expr).some((operand) => operand !== undefined && hasExpr(operand, predicate))
  );
}

/** Makes nodes anew, inner ones first. What is returned as it came shares its parts with the old tree. */
export interface IrRewriter {
  /** In place of an expression whose operands have been rewritten. Must keep its type. */
  expr?(expr: Expr): Expr;
  /** In place of a statement whose parts have been rewritten; a list replaces it by any number. */
  stmt?(stmt: Stmt): Stmt | readonly Stmt[];
}

/** Rewrites a list of statements. */
export function rewriteStatements(list: readonly Stmt[], rewriter: IrRewriter): readonly Stmt[] {
  let result: Stmt[] | undefined;
  for (const [index, stmt] of list.entries()) {
    const inner = rewriteParts(stmt, rewriter);
    const next = rewriter.stmt?.(inner) ?? inner;
    if (next === stmt) {
      result?.push(stmt);
      continue;
    }
    result ??= list.slice(0, index);
    if (Array.isArray(next)) result.push(...(next as readonly Stmt[]));
    else result.push(next as Stmt);
  }
  return result ?? list;
}

/** Rewrites an expression. */
export function rewriteExpr<E extends Expr>(expr: E, rewriter: IrRewriter): E {
  let inner: Expr = expr;
  if (inner.op === "sequence") {
    const before = rewriteStatements(inner.before, rewriter);
    if (before !== inner.before) inner = { ...inner, before };
  }
  const operands = operandsOf(inner);
  const next = rewriteOperands(operands, rewriter);
  if (next !== operands) inner = withOperands(inner, next);
  return (rewriter.expr?.(inner) ?? inner) as E;
}

function rewriteOperands(operands: readonly Operand[], rewriter: IrRewriter): readonly Operand[] {
  let result: Operand[] | undefined;
  for (const [index, operand] of operands.entries()) {
    const next = operand && rewriteExpr(operand, rewriter);
    if (next !== operand) result ??= operands.slice(0, index);
    result?.push(next);
  }
  return result ?? operands;
}

function rewriteParts(stmt: Stmt, rewriter: IrRewriter): Stmt {
  let inner = stmt;
  const operands = statementOperands(inner);
  const next = rewriteOperands(operands, rewriter);
  if (next !== operands) inner = withStatementOperands(inner, next);
  const blocks = blocksOf(inner);
  if (blocks.length === 0) return inner;
  const nextBlocks = blocks.map((block) => rewriteStatements(block, rewriter));
  return nextBlocks.some((block, index) => block !== blocks[index]) ? withBlocks(inner, nextBlocks) : inner;
}

/** The locals a statement itself assigns (not the statements below it). */
export function assignedLocals(stmt: Stmt): readonly Local[] {
  switch (stmt.op) {
    case "set":
      return [stmt.local];
    case "call":
      return stmt.result === undefined ? [] : [stmt.result];
    case "foreach":
      return stmt.value === undefined ? stmt.keys : [...stmt.keys, stmt.value];
    case "try":
      return stmt.message === undefined ? [] : [stmt.message];
    default:
      return [];
  }
}
