import type { Expr, Global, Handler, Ir, Segment, Stmt } from "@tapset/core";
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

/** The uses of globals in a handler, its condition included. */
export type HandlerUses = (handler: Handler) => readonly GlobalUse[];

/** Finds each handler's uses once; without globals there's nothing to look for. */
export function findHandlerUses(ir: Ir): HandlerUses {
  const known = new Map<Handler, readonly GlobalUse[]>();
  return (handler) => {
    if (ir.globals.length === 0) return [];
    let uses = known.get(handler);
    if (uses === undefined) {
      uses = [...bodiesOf(handler).flatMap(globalUses), ...(handler.condition === undefined ? [] : globalUsesIn(handler.condition))];
      known.set(handler, uses);
    }
    return uses;
  };
}

/** The handler's own body and those of the functions it calls. */
export function bodiesOf({ body, functions }: Pick<Handler, "body" | "functions">): readonly (readonly Stmt[])[] {
  return [body, ...functions.map((each) => each.body)];
}

/** Every use of a global in a body. */
export function globalUses(body: readonly Stmt[]): readonly GlobalUse[] {
  const uses: GlobalUse[] = [];
  // An update whose value nobody takes only writes. Statements come after their expressions, so its use is the last.
  const visit = (use: GlobalUse): void => {
    uses.push(use);
  };
  walkStatements(body, {
    expr: (expr) => visitExpr(expr, visit),
    stmt: (stmt) => {
      const last = uses.at(-1);
      if (stmt.op === "evaluate" && stmt.value.op === "update" && last !== undefined) uses[uses.length - 1] = { ...last, how: "write" };
      visitStatement(stmt, visit);
    },
  });
  return uses;
}

function globalUsesIn(expr: Expr): readonly GlobalUse[] {
  const uses: GlobalUse[] = [];
  walkExpr(expr, {
    expr: (each) => {
      visitExpr(each, (use) => uses.push(use));
    },
  });
  return uses;
}

function visitExpr(expr: Expr, visit: (use: GlobalUse) => void): void {
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
      visit({ ...expr.update.place, how: "exchange" });
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
