import type { Expr, Global, Segment, Stmt } from "@tapset/core";
import { walkExpr, walkStatements } from "./ir-walk.js";

/** One use of a global. */
export interface GlobalUse {
  readonly global: Global;
  /** Empty for scalars and whole arrays; undefined is `*`. */
  readonly keys: readonly (Expr | undefined)[];
  /**
   * `write`: changes it and doesn't look at what was there; `exchange`: yields the old or new value; `iterate`: a foreach;
   * `delete`: elements or the whole.
   */
  readonly how: "read" | "write" | "exchange" | "iterate" | "delete" | "clear";
}

/** Calls back for every use of a global in a body. */
export function eachGlobalUse(body: readonly Stmt[], visit: (use: GlobalUse) => void): void {
  // An update whose value nobody takes only writes; statements are visited after their expressions.
  const blind = new Set<Expr>();
  walkStatements(body, {
    stmt: (stmt) => {
      if (stmt.op === "evaluate") blind.add(stmt.value);
    },
  });
  walkStatements(body, { expr: (expr) => visitExpr(expr, blind.has(expr), visit), stmt: (stmt) => visitStatement(stmt, visit) });
}

/** The same for an expression that stands alone: a condition. */
export function eachGlobalUseIn(expr: Expr, visit: (use: GlobalUse) => void): void {
  walkExpr(expr, { expr: (each) => visitExpr(each, false, visit) });
}

function visitExpr(expr: Expr, isBlind: boolean, visit: (use: GlobalUse) => void): void {
  switch (expr.op) {
    case "global":
      visit({ global: expr.global, keys: [], how: "read" });
      break;
    case "element":
    case "has":
    case "extract":
    case "bucket":
      visit({ global: expr.global, keys: expr.keys, how: "read" });
      break;
    case "update":
      visit({ ...expr.update.place, how: isBlind ? "write" : "exchange" });
      break;
    case "format":
      visitSegments(expr.segments, visit);
  }
}

function visitStatement(stmt: Stmt, visit: (use: GlobalUse) => void): void {
  switch (stmt.op) {
    case "update":
      visit({ ...stmt.update.place, how: "write" });
      break;
    case "accumulate":
      visit({ global: stmt.global, keys: stmt.keys, how: "write" });
      break;
    case "delete":
      visit({ global: stmt.global, keys: stmt.keys, how: "delete" });
      break;
    case "clear":
      visit({ global: stmt.global, keys: [], how: "clear" });
      break;
    case "foreach":
      visit({ global: stmt.global, keys: stmt.slice, how: "iterate" });
      break;
    case "print":
      visitSegments(stmt.segments, visit);
  }
}

function visitSegments(segments: readonly Segment[], visit: (use: GlobalUse) => void): void {
  for (const segment of segments) if (segment.kind === "histogram") visit({ global: segment.global, keys: segment.keys, how: "read" });
}
