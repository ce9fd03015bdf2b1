import type { EnvironmentName, Expr, Local, Segment, Stmt } from "@tapset/core";
import { hasExpr, hasNode, walkExpr } from "./ir-walk.js";

/** Whether making a value does more than make it: such an expression is never dropped. Faults don't count. */
export function hasEffects(expr: Expr): boolean {
  return hasExpr(expr, {
    expr: (each) => each.op === "update" || each.op === "sequence" || ((each.op === "helper" || each.op === "host") && each.effect === true),
  });
}

/** What differs from moment to moment: clocks, and what handlers set. */
const CHANGING: ReadonlySet<EnvironmentName> = new Set(["ktime_ns", "boottime_ns", "realtime_ns", "jiffies", "answer"]);

/** What a value depends on, when it's to be made at another moment of the same run. */
export interface Dependencies {
  /** May differ from moment to moment, whatever the handler does: clocks, the answer, helpers, the session. */
  readonly isVolatile: boolean;
  readonly readsGlobals: boolean;
  readonly locals: ReadonlySet<Local>;
  /** Making it may end the handler: not to be put off past anything that can be seen. */
  readonly canFail: boolean;
}

/** What a value depends on. Memory and the probe's arguments count as constant for one run. */
export function dependenciesOf(expr: Expr): Dependencies {
  let isVolatile = false;
  let readsGlobals = false;
  const locals = new Set<Local>();
  walkExpr(expr, {
    expr: (each) => {
      switch (each.op) {
        case "local":
          locals.add(each.local);
          break;
        case "global":
        case "element":
        case "has":
        case "extract":
        case "bucket":
          readsGlobals = true;
          break;
        case "format":
          readsGlobals ||= drawsHistogram(each.segments);
          break;
        case "environment":
          isVolatile ||= CHANGING.has(each.name);
          break;
        case "update":
        case "sequence":
        case "helper":
        case "host":
          isVolatile = true;
      }
    },
  });
  return { isVolatile, readsGlobals, locals, canFail: canFail(expr) };
}

const GLOBAL_WRITES: ReadonlySet<Stmt["op"]> = new Set(["update", "accumulate", "delete", "clear", "host", "call"]);

/** Whether statements may change a global. */
export function writesGlobals(list: readonly Stmt[]): boolean {
  return hasNode(list, {
    stmt: (stmt) => GLOBAL_WRITES.has(stmt.op),
    expr: (expr) => expr.op === "update" || expr.op === "host",
  });
}

/** Whether making a value can fail the handler: what an empty aggregate hasn't got does, too. */
export function canFail(value: Expr): boolean {
  return hasExpr(value, {
    expr: (each) =>
      (each.op === "load" && each.onFault === "fail" && each.access !== "typed") ||
      (each.op === "load-string" && each.fallback === undefined) ||
      (each.op === "binary" && (each.operator === "div" || each.operator === "mod")) ||
      (each.op === "extract" && each.extractor !== "count" && each.extractor !== "sum") ||
      (each.op === "format" && drawsHistogram(each.segments)),
  });
}

/** Whether a histogram is among what is printed. */
export function drawsHistogram(segments: readonly Segment[]): boolean {
  return segments.some(({ kind }) => kind === "histogram");
}
