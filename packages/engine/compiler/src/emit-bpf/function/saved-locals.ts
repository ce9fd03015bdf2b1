import type { Expr, Local, Stmt } from "@tapset/core";
import { type IrVisitor, walkExpr, walkStatements } from "../../optimise/ir-walk.js";
import type { Segment } from "./segments.js";

/** Finds for each call in the segments which of the caller's locals are read after it, and so have to be saved. */
export function findSavedLocals(segments: readonly Segment[]): void {
  const live = new Map<Segment, ReadonlySet<Local>>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const segment of [...segments].reverse()) {
      const next = liveBefore(segment, live);
      if (next.size === live.get(segment)?.size) continue;
      live.set(segment, next);
      changed = true;
    }
  }
  for (const { end } of segments) if (end?.kind === "call") end.call.saved = [...liveAfterCall(end.call, live)];
}

type Live = ReadonlyMap<Segment, ReadonlySet<Local>>;

function liveBefore(segment: Segment, live: Live): ReadonlySet<Local> {
  const { end, exits, guard } = segment;
  const found = new Set<Local>();
  const add = (locals: Iterable<Local>): void => {
    for (const local of locals) found.add(local);
  };
  if (end?.kind === "goto") add(live.get(end.to) ?? []);
  else if (end?.kind === "branch") add([...(live.get(end.then) ?? []), ...(live.get(end.otherwise) ?? []), ...readsOf(end.condition)]);
  else if (end?.kind === "call") add([...liveAfterCall(end.call, live), ...end.call.arguments.flatMap(readsOfStatement)]);
  for (const target of exits) add(live.get(target) ?? []);
  for (const stmt of [...segment.statements].reverse()) {
    if (stmt.op === "set") found.delete(stmt.local);
    add(readsOfStatement(stmt));
  }
  // An error may come before any of the assignments.
  if (guard !== undefined) add(without(live.get(guard.handler), guard.message));
  return found;
}

function liveAfterCall({ next, result }: { readonly next: Segment; readonly result: Local | undefined }, live: Live): Iterable<Local> {
  return without(live.get(next), result);
}

function without(locals: Iterable<Local> = [], left: Local | undefined): Local[] {
  return [...locals].filter((local) => local !== left);
}

function readsOfStatement(stmt: Stmt): Local[] {
  return collect((visitor) => {
    walkStatements([stmt], visitor);
  });
}

function readsOf(expr: Expr): Local[] {
  return collect((visitor) => {
    walkExpr(expr, visitor);
  });
}

function collect(walk: (visitor: IrVisitor) => void): Local[] {
  const found: Local[] = [];
  walk({
    expr: (expr) => {
      if (expr.op === "local") found.push(expr.local);
    },
  });
  return found;
}
