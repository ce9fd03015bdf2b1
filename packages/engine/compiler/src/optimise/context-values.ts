import type { Expr, Local, Stmt } from "@tapset/core";
import { countUses } from "./forward.js";
import { blocksOf, statementOperands, withBlocks } from "./ir-children.js";
import { rewriteStatements, walkExpr, walkStatements } from "./ir-walk.js";

/** A value of the probe point that stands in the body as an unassigned local. */
export interface PendingValue {
  readonly local: Local;
  readonly value: Expr;
}

/**
 * Decides where the values of the probe point are made: at their only use, at every use where that costs nothing, and
 * else once, before the first use and outside every loop. A value that can fail isn't made on ways that don't use it.
 */
export function placeContextValues(body: readonly Stmt[], pending: readonly PendingValue[]): readonly Stmt[] {
  let placed = body;
  for (const each of pending) {
    const reads = countUses(placed).reads(each.local);
    if (reads === 0) continue;
    const isInline = isFree(each.value) || (reads === 1 && !isReadInLoop(placed, each.local));
    placed = isInline ? replaceReads(placed, each) : placeBefore(placed, each);
  }
  return placed;
}

const FREE: ReadonlySet<Expr["op"]> = new Set(["const", "text", "context", "environment", "local", "unary", "binary", "compare"]);

/** Values that cost no more than keeping them would: words of the context, and facts of such. */
function isFree(value: Expr): boolean {
  let free = true;
  let nodes = 0;
  walkExpr(value, {
    expr: (each) => {
      nodes++;
      free &&= each.op === "fact" || FREE.has(each.op);
    },
  });
  return free && nodes <= 6;
}

function replaceReads(body: readonly Stmt[], { local, value }: PendingValue): readonly Stmt[] {
  return rewriteStatements(body, { expr: (expr) => (expr.op === "local" && expr.local === local ? value : expr) });
}

function isReadInLoop(body: readonly Stmt[], local: Local): boolean {
  let found = false;
  walkStatements(body, {
    stmt: (stmt) => {
      if (stmt.op === "loop" || stmt.op === "foreach") found ||= countUses(stmt.body).reads(local) > 0;
    },
  });
  return found;
}

function placeBefore(list: readonly Stmt[], pending: PendingValue): readonly Stmt[] {
  const readers = list.flatMap((stmt, index) => (countUses([stmt]).reads(pending.local) > 0 ? [index] : []));
  const [first] = readers;
  if (first === undefined) return list;
  const isCertain = readsDirectly(list[first] as Stmt, pending.local);
  if (isCertain || (readers.length > 1 && !canFail(pending.value))) {
    return [...list.slice(0, first), { op: "set", local: pending.local, value: pending.value }, ...list.slice(first)];
  }
  // Each branch that needs it makes it for itself.
  return list.map((stmt, index) => (readers.includes(index) ? withBlocks(stmt, blocksOf(stmt).map((block) => placeBefore(block, pending))) : stmt));
}

/** Whether a statement reads the local itself, or below it in a loop: there it must be made before. */
function readsDirectly(stmt: Stmt, local: Local): boolean {
  if (stmt.op === "loop" || stmt.op === "foreach") return true;
  return statementOperands(stmt).some((operand) => operand !== undefined && countUses([{ op: "evaluate", value: operand }]).reads(local) > 0);
}

function canFail(value: Expr): boolean {
  let found = false;
  walkExpr(value, {
    expr: (each) => {
      found ||= each.op === "load" && each.onFault === "fail" && each.access !== "typed";
      found ||= each.op === "load-string" && each.fallback === undefined;
      found ||= each.op === "binary" && (each.operator === "div" || each.operator === "mod");
    },
  });
  return found;
}
