import type { Expr, Local, Stmt } from "@tapset/core";
import { hasEffects } from "./effects.js";
import { certainOperands, operandsOf, statementOperands, withOperands, withStatementOperands } from "./ir-children.js";
import { rewriteStatements, walkStatements } from "./ir-walk.js";

/**
 * Drops assignments nobody reads: to locals that only feed such locals, and to locals that are written again (or never
 * read) on every way from there. Among them go the zeros with which locals begin, wherever a value is certain to come
 * first.
 */
export function dropDeadStores(body: readonly Stmt[]): readonly Stmt[] {
  return new Liveness().list(dropUnneeded(body), new Set(), { fault: undefined, labels: new Map() }).list;
}

// ---- locals that nothing depends on ----

function dropUnneeded(body: readonly Stmt[]): readonly Stmt[] {
  const needed = neededLocals(body);
  return rewriteStatements(body, {
    stmt: (stmt) => {
      if (stmt.op === "set" && !needed.has(stmt.local)) return hasEffects(stmt.value) ? { op: "evaluate", value: stmt.value } : [];
      if (stmt.op === "foreach" && stmt.value !== undefined && !needed.has(stmt.value)) return { ...stmt, value: undefined };
      if (stmt.op === "try" && stmt.message !== undefined && !needed.has(stmt.message)) return { ...stmt, message: undefined };
      if (stmt.op === "call" && stmt.result !== undefined && !needed.has(stmt.result)) return { ...stmt, result: undefined };
      return stmt;
    },
  });
}

/** Locals whose values reach something other than a local. */
function neededLocals(body: readonly Stmt[]): ReadonlySet<Local> {
  const feeds = new Map<Local, Set<Local>>();
  const needed = new Set<Local>();
  const readBy = (reader: Local | undefined, expr: Expr): void => {
    walkOwn(expr, (local) => {
      if (reader === undefined) needed.add(local);
      else if (feeds.has(reader)) feeds.get(reader)?.add(local);
      else feeds.set(reader, new Set([local]));
    });
  };
  walkStatements(body, {
    stmt: (stmt) => {
      const reader = stmt.op === "set" && !hasEffects(stmt.value) ? stmt.local : undefined;
      for (const operand of statementOperands(stmt)) if (operand !== undefined) readBy(reader, operand);
    },
  });
  const waiting = [...needed];
  for (let local = waiting.pop(); local !== undefined; local = waiting.pop()) {
    for (const source of feeds.get(local) ?? []) {
      if (needed.has(source)) continue;
      needed.add(source);
      waiting.push(source);
    }
  }
  return needed;
}

/** The locals an expression reads itself: a sequence's statements are visited as statements. */
function walkOwn(expr: Expr, visit: (local: Local) => void): void {
  if (expr.op === "local") visit(expr.local);
  for (const operand of operandsOf(expr)) if (operand !== undefined) walkOwn(operand, visit);
}

// ---- stores that are overwritten ----

type Live = ReadonlySet<Local>;

interface Exits {
  /** What is live where an error is caught; undefined outside every try. */
  readonly fault: Live | undefined;
  readonly labels: ReadonlyMap<number, Live>;
}
interface ListResult {
  readonly list: readonly Stmt[];
  readonly live: Live;
}
interface StmtResult {
  /** Undefined: the statement goes. */
  readonly stmt: Stmt | undefined;
  readonly live: Live;
}

/** Walks backwards with the set of locals whose values will be read. */
class Liveness {
  list(list: readonly Stmt[], after: Live, exits: Exits): ListResult {
    const kept: Stmt[] = [];
    let live = after;
    let changed = false;
    for (let index = list.length - 1; index >= 0; index--) {
      const stmt = list[index] as Stmt;
      const result = this.#statement(stmt, live, exits);
      live = exits.fault === undefined ? result.live : union(result.live, exits.fault);
      if (result.stmt !== stmt) changed = true;
      if (result.stmt !== undefined) kept.push(result.stmt);
    }
    return { list: changed ? kept.reverse() : list, live };
  }

  #statement(stmt: Stmt, after: Live, exits: Exits): StmtResult {
    switch (stmt.op) {
      case "set":
        return this.#set(stmt, after, exits);
      case "if": {
        const then = this.list(stmt.then, after, exits);
        const otherwise = this.list(stmt.otherwise, after, exits);
        const inner = then.list === stmt.then && otherwise.list === stmt.otherwise ? stmt : { ...stmt, then: then.list, otherwise: otherwise.list };
        return this.#operands(inner, union(then.live, otherwise.live), exits);
      }
      case "block": {
        const { list, live } = this.list(stmt.body, after, withLabel(exits, stmt.label, after));
        return { stmt: list === stmt.body ? stmt : { ...stmt, body: list }, live };
      }
      case "loop":
        return this.#loop(stmt, after, exits);
      case "foreach":
        return this.#loop(stmt, after, exits);
      case "try":
        return this.#try(stmt, after, exits);
      case "break":
        return { stmt, live: exits.labels.get(stmt.label) ?? after };
      case "end":
        return { stmt, live: new Set() };
      case "return":
        return this.#operands(stmt, new Set(), exits);
      case "call":
        return this.#call(stmt, after, exits);
      case "raise":
        return this.#operands(stmt, exits.fault ?? new Set(), exits);
      default:
        return this.#operands(stmt, after, exits);
    }
  }

  #set(stmt: Stmt & { readonly op: "set" }, after: Live, exits: Exits): StmtResult {
    const isDead = !after.has(stmt.local) && !(exits.fault?.has(stmt.local) ?? false);
    if (isDead && !hasEffects(stmt.value)) return { stmt: undefined, live: after };
    const before = new Set(after);
    before.delete(stmt.local);
    return this.#operands(isDead ? { op: "evaluate", value: stmt.value } : stmt, before, exits);
  }

  #call(stmt: Stmt & { readonly op: "call" }, after: Live, exits: Exits): StmtResult {
    const { result } = stmt;
    if (result === undefined) return this.#operands(stmt, after, exits);
    const isDead = !after.has(result) && !(exits.fault?.has(result) ?? false);
    return this.#operands(isDead ? { ...stmt, result: undefined } : stmt, without(after, [result], exits.fault ?? new Set()), exits);
  }

  /** What is live at a loop's top is live at its end: repeated until nothing is added. */
  #loop(stmt: Stmt & { readonly op: "loop" | "foreach" }, after: Live, exits: Exits): StmtResult {
    const inner = withLabel(exits, stmt.label, after);
    const isForeach = stmt.op === "foreach";
    const bound = isForeach ? [...stmt.keys, ...(stmt.value ? [stmt.value] : [])] : [];
    let top: Live = isForeach ? after : new Set();
    for (;;) {
      const { list, live } = this.list(stmt.body, top, inner);
      const next = without(union(top, live), bound, isForeach ? after : new Set());
      if (next.size === top.size) {
        const kept = list === stmt.body ? stmt : { ...stmt, body: list };
        return this.#operands(kept, next, exits);
      }
      top = next;
    }
  }

  #try(stmt: Stmt & { readonly op: "try" }, after: Live, exits: Exits): StmtResult {
    const handler = this.list(stmt.handler, after, exits);
    const caught = without(handler.live, stmt.message ? [stmt.message] : [], new Set());
    const body = this.list(stmt.body, after, { ...exits, fault: caught });
    const kept = body.list === stmt.body && handler.list === stmt.handler ? stmt : { ...stmt, body: body.list, handler: handler.list };
    return { stmt: kept, live: union(body.live, caught) };
  }

  /** The statement's own expressions, last first. */
  #operands(stmt: Stmt, after: Live, exits: Exits): StmtResult {
    const { operands, live, changed } = this.#reverse(statementOperands(stmt), after, exits);
    return { stmt: changed ? withStatementOperands(stmt, operands) : stmt, live };
  }

  #reverse(operands: readonly (Expr | undefined)[], after: Live, exits: Exits): { operands: readonly (Expr | undefined)[]; live: Live; changed: boolean } {
    const next = [...operands];
    let live = after;
    for (let index = operands.length - 1; index >= 0; index--) {
      const operand = operands[index];
      if (operand === undefined) continue;
      const result = this.#expr(operand, live, exits);
      next[index] = result.expr;
      live = result.live;
    }
    return { operands: next, live, changed: next.some((operand, index) => operand !== operands[index]) };
  }

  #expr(expr: Expr, after: Live, exits: Exits): { expr: Expr; live: Live } {
    if (expr.op === "local") return { expr, live: after.has(expr.local) ? after : new Set([...after, expr.local]) };
    if (expr.op === "sequence") {
      const value = this.#expr(expr.value, after, exits);
      const { list, live } = this.list(expr.before, value.live, exits);
      const same = value.expr === expr.value && list === expr.before;
      return { expr: same ? expr : ({ ...expr, before: list, value: value.expr } as Expr), live };
    }
    const operands = operandsOf(expr);
    const certain = certainOperands(expr);
    const skippable = operands.slice(certain).map((operand) => operand && this.#expr(operand, after, exits));
    // What may be skipped kills nothing: what is live after it is live before it too.
    const afterCertain = skippable.reduce((live, result) => (result ? union(live, result.live) : live), after);
    const first = this.#reverse(operands.slice(0, certain), afterCertain, exits);
    const next = [...first.operands, ...skippable.map((result) => result?.expr)];
    const changed = next.some((operand, index) => operand !== operands[index]);
    return { expr: changed ? withOperands(expr, next) : expr, live: first.live };
  }
}

function withLabel(exits: Exits, label: number, live: Live): Exits {
  return { ...exits, labels: new Map(exits.labels).set(label, live) };
}

function union(left: Live, right: Live): Live {
  // Most unions add nothing; a set is copied when the first new member is met.
  let joined: Set<Local> | undefined;
  for (const local of right) {
    if (joined === undefined && !left.has(local)) joined = new Set(left);
    joined?.add(local);
  }
  return joined ?? left;
}

/** The set without some locals, but for those in `keep`. */
function without(live: Live, locals: readonly Local[], keep: Live): Live {
  const rest = new Set(live);
  for (const local of locals) if (!keep.has(local)) rest.delete(local);
  return rest;
}
