import type { Expr, Stmt } from "@tapset/core";
import { blocksOf, operandsOf, statementOperands } from "../../optimise/ir-children.js";

/** A node of the IR: an expression or a statement. */
export type Node = Expr | Stmt;

/** Whether a node is an expression: only they have a type. */
export function isExpression(node: Node): node is Expr {
  return "type" in node;
}

/** The nodes directly under a node, in the order they are evaluated. */
export function childrenOf(node: Node): readonly Node[] {
  const operands = isExpression(node) ? operandsOf(node) : statementOperands(node);
  const expressions = operands.filter((operand) => operand !== undefined);
  if (isExpression(node)) return node.op === "sequence" ? [...node.before, ...expressions] : expressions;
  return [...expressions, ...blocksOf(node).flat()];
}

/** A node and everything under it, itself first. */
export function* walk(...roots: readonly Node[]): Generator<Node> {
  for (const root of roots) {
    yield root;
    yield* walk(...childrenOf(root));
  }
}
