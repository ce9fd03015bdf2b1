import type { Stmt } from "@tapset/core";
import { blocksOf } from "./ir-children.js";
import { hasNode, rewriteStatements } from "./ir-walk.js";

/** Writes into each loop what a turn of it costs of MAXACTION: its statements on the longest way, those of inner loops not counted. */
export function costActions(body: readonly Stmt[]): readonly Stmt[] {
  if (!hasNode(body, { stmt: isLoop })) return body;
  return rewriteStatements(body, {
    stmt: (stmt) => (isLoop(stmt) && !isFree(stmt) ? { ...stmt, actions: Math.max(1, countStatements(stmt.body)) } : stmt),
  });
}

/** What one call of a function costs of MAXACTION: its statements, those of loops not counted. */
export function callActions(body: readonly Stmt[]): number {
  return Math.max(1, countStatements(body));
}

function isLoop(stmt: Stmt): stmt is Stmt & { readonly op: "loop" | "foreach" } {
  return stmt.op === "loop" || stmt.op === "foreach";
}

function isFree(stmt: Stmt): boolean {
  return stmt.op === "loop" && stmt.isFree === true;
}

/** What the compiler puts in for the script's control flow. */
const FREE: ReadonlySet<Stmt["op"]> = new Set(["block", "break"]);

/** The statements of the longest way through a list. */
function countStatements(list: readonly Stmt[]): number {
  return list.reduce((sum, stmt) => {
    if (isLoop(stmt)) return sum + (isFree(stmt) ? 0 : 1);
    const blocks = blocksOf(stmt).map(countStatements);
    const inside = stmt.op === "if" ? Math.max(...blocks) : blocks.reduce((inner, each) => inner + each, 0);
    return sum + (FREE.has(stmt.op) ? 0 : 1) + inside;
  }, 0);
}
