import type { Expr, Local, ScalarType, Stmt } from "@tapset/core";
import { canFail } from "./effects.js";
import { countUses } from "./forward.js";
import { blocksOf, statementOperands, withBlocks } from "./ir-children.js";
import { type IrPredicate, hasExpr, hasNode, rewriteStatements } from "./ir-walk.js";

/** A value of the probe point that stands in the body as an unassigned local. */
export interface PendingValue {
  readonly local: Local;
  readonly value: Expr;
}

/** Makes a local of the handler. */
export type NewLocal = (name: string, type: ScalarType, bound: number) => Local;

/**
 * Decides where the values of the probe point are made: at their only use, at every use where that costs nothing, and
 * else once, before the first use and outside every loop. A value that can fail isn't made on ways that don't use it.
 */
export function placeContextValues(body: readonly Stmt[], pending: readonly PendingValue[], newLocal: NewLocal): readonly Stmt[] {
  let placed = body;
  for (const each of pending) {
    const uses = countUses(placed).reads(each.local);
    if (uses === 0) continue;
    const isInline = isFree(each.value) || isGathering(each.value) || (uses === 1 && !isReadInLoop(placed, each.local));
    placed = isInline ? replaceReads(placed, each) : placeBefore(placed, each, newLocal);
  }
  return placed;
}

/** Larger than this, even what is free adds up. */
const MAX_FREE_NODES = 6;
const FREE: ReadonlySet<Expr["op"]> = new Set(["const", "text", "context", "environment", "local", "unary", "binary", "compare"]);

/** Values that cost no more than keeping them would: words of the context, and facts of such. */
function isFree(value: Expr): boolean {
  let nodes = 0;
  const isCostly = hasExpr(value, { expr: (each) => ++nodes > MAX_FREE_NODES || !(each.op === "fact" || FREE.has(each.op)) });
  return !isCostly;
}

/** No variable can hold it. */
function isGathering(value: Expr): boolean {
  return hasExpr(value, { expr: ({ op }) => op === "gather" });
}

function replaceReads(body: readonly Stmt[], { local, value }: PendingValue): readonly Stmt[] {
  return rewriteStatements(body, { expr: (expr) => (expr.op === "local" && expr.local === local ? value : expr) });
}

function isReadInLoop(body: readonly Stmt[], local: Local): boolean {
  return hasNode(body, { stmt: (stmt) => (stmt.op === "loop" || stmt.op === "foreach") && reads(stmt.body, local) });
}

function placeBefore(list: readonly Stmt[], pending: PendingValue, newLocal: NewLocal): readonly Stmt[] {
  const readers = list.flatMap((stmt, index) => (reads([stmt], pending.local) ? [index] : []));
  const [first] = readers;
  if (first === undefined) return list;
  const isCertain = readsDirectly(list[first] as Stmt, pending.local);
  if (isCertain || (readers.length > 1 && !canFail(pending.value))) {
    // Each place has a variable of its own, so that what is read once there can still move on to where it's read.
    const { name, type, bound } = pending.local;
    const local = newLocal(name, type, bound);
    const read: Expr = type === "long" ? { type, op: "local", local } : { type, op: "local", local, bound };
    const rest = replaceReads(list.slice(first), { local: pending.local, value: read });
    return [...list.slice(0, first), { op: "set", local, value: pending.value }, ...rest];
  }
  // Each branch that needs it makes it for itself.
  return list.map((stmt, index) =>
    readers.includes(index) ? withBlocks(stmt, blocksOf(stmt).map((block) => placeBefore(block, pending, newLocal))) : stmt,
  );
}

/** Whether a statement reads the local itself, or below it in a loop: there it must be made before. */
function readsDirectly(stmt: Stmt, local: Local): boolean {
  if (stmt.op === "loop" || stmt.op === "foreach") return true;
  return statementOperands(stmt).some((operand) => operand !== undefined && hasExpr(operand, readsOf(local)));
}

function reads(list: readonly Stmt[], local: Local): boolean {
  return hasNode(list, readsOf(local));
}

function readsOf(local: Local): IrPredicate {
  return { expr: (expr) => expr.op === "local" && expr.local === local };
}
