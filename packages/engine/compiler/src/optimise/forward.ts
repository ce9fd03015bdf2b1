import type { Expr, Local, Stmt } from "@tapset/core";
import { type Dependencies, dependenciesOf, hasEffects, writesGlobals } from "./effects.js";
import { blocksOf, operandsOf, statementOperands, withBlocks } from "./ir-children.js";
import { assignedLocals, hasExpr, hasNode, rewriteStatements, walkStatements } from "./ir-walk.js";

/**
 * Puts the values of locals where they are read: constants and copies everywhere, and any value that's read once at that
 * place, so that text is made straight into the record or key it's for. Only locals with a single assignment move: any
 * read they have comes after it, since locals begin with an assignment wherever that isn't certain.
 */
export function forwardValues(body: readonly Stmt[]): readonly Stmt[] {
  const copied = copyValues(body);
  return new Forwarding(countUses(copied)).list(copied);
}

// ---- constants and copies ----

function copyValues(body: readonly Stmt[]): readonly Stmt[] {
  const uses = countUses(body);
  const values = new Map<Local, Expr>();
  walkStatements(body, {
    stmt: (stmt) => {
      if (stmt.op === "set" && uses.assignments(stmt.local) === 1 && isCopy(stmt.value, uses)) values.set(stmt.local, stmt.value);
    },
  });
  if (values.size === 0) return body;
  const final = (expr: Expr): Expr => (expr.op === "local" && values.has(expr.local) ? final(values.get(expr.local) as Expr) : expr);
  return rewriteStatements(body, {
    expr: final,
    stmt: (stmt) => (stmt.op === "set" && values.has(stmt.local) ? [] : stmt),
  });
}

function isCopy(value: Expr, uses: Uses): boolean {
  if (value.op === "const" || value.op === "text") return true;
  return value.op === "local" && uses.assignments(value.local) <= 1;
}

// ---- values that are read once ----

class Forwarding {
  constructor(private readonly uses: Uses) {}

  list(list: readonly Stmt[]): readonly Stmt[] {
    const result = [...list];
    let changed = false;
    for (let index = 0; index < result.length; index++) {
      const stmt = result[index] as Stmt;
      const target = this.#target(result, index);
      if (target === undefined || stmt.op !== "set") continue;
      result[target] = substitute(result[target] as Stmt, stmt.local, stmt.value);
      result.splice(index, 1);
      index--;
      changed = true;
    }
    for (const [index, stmt] of result.entries()) {
      const blocks = blocksOf(stmt);
      const next = blocks.map((block) => this.list(block));
      if (!next.some((block, at) => block !== blocks[at])) continue;
      result[index] = withBlocks(stmt, next);
      changed = true;
    }
    return changed ? result : list;
  }

  /** The statement in the rest of a list that takes the value assigned at `index`, if it can be made there as well. */
  #target(list: readonly Stmt[], index: number): number | undefined {
    const stmt = list[index];
    if (stmt?.op !== "set" || this.uses.assignments(stmt.local) !== 1 || this.uses.reads(stmt.local) !== 1) return undefined;
    const needs = dependenciesOf(stmt.value);
    if (needs.isVolatile) return undefined;
    for (let at = index + 1; at < list.length; at++) {
      const candidate = list[at] as Stmt;
      if (!reads(candidate, stmt.local)) {
        if (disturbs(candidate, needs)) return undefined;
      } else if (isReadFirst(candidate, stmt.local)) {
        return operandsDisturb(candidate, needs) ? undefined : at;
      } else {
        return readsOnce(candidate, stmt.local) && !needs.canFail && !disturbs(candidate, needs) ? at : undefined;
      }
    }
    return undefined;
  }
}

/** Whether the value would be another after (or within) a statement. */
function disturbs(stmt: Stmt, needs: Dependencies): boolean {
  if (needs.readsGlobals && writesGlobals([stmt])) return true;
  if (needs.canFail && !(stmt.op === "set" && !hasEffects(stmt.value))) return true;
  return hasNode([stmt], { stmt: (inner) => assignedLocals(inner).some((local) => needs.locals.has(local)) });
}

/** What a statement evaluates before it does anything: its expressions, and those of an update it consists in. */
function firstOperands(stmt: Stmt): readonly (Expr | undefined)[] {
  const isUpdate = (stmt.op === "evaluate" || stmt.op === "set") && stmt.value.op === "update";
  return isUpdate ? operandsOf(stmt.value) : statementOperands(stmt);
}

function isReadFirst(stmt: Stmt, local: Local): boolean {
  return firstOperands(stmt).some((operand) => operand !== undefined && readsIn(operand, local));
}

function operandsDisturb(stmt: Stmt, needs: Dependencies): boolean {
  return firstOperands(stmt).some((value) => value !== undefined && (needs.canFail ? hasEffects(value) : disturbs({ op: "evaluate", value }, needs)));
}

function reads(stmt: Stmt, local: Local): boolean {
  return hasNode([stmt], { expr: (expr) => expr.op === "local" && expr.local === local });
}

/** Whether the read is reached at most once, and not inside a try, where a fault would be another's. */
function readsOnce(stmt: Stmt, local: Local): boolean {
  if (statementOperands(stmt).some((operand) => operand !== undefined && readsIn(operand, local))) return true;
  if (stmt.op === "loop" || stmt.op === "foreach" || stmt.op === "try") return false;
  return blocksOf(stmt).every((block) => block.every((inner) => !reads(inner, local) || readsOnce(inner, local)));
}

function readsIn(expr: Expr, local: Local): boolean {
  const inLoop = hasExpr(expr, { stmt: (each) => (each.op === "loop" || each.op === "foreach" || each.op === "try") && reads(each, local) });
  return !inLoop && hasExpr(expr, { expr: (each) => each.op === "local" && each.local === local });
}

function substitute(stmt: Stmt, local: Local, value: Expr): Stmt {
  const [result] = rewriteStatements([stmt], { expr: (expr) => (expr.op === "local" && expr.local === local ? value : expr) });
  return result as Stmt;
}

// ---- counting ----

/** How often locals are assigned and read, as written. */
export interface Uses {
  assignments(local: Local): number;
  reads(local: Local): number;
}

/** Counts every assignment and read in a list. */
export function countUses(body: readonly Stmt[]): Uses {
  const assignments = new Map<Local, number>();
  const reads = new Map<Local, number>();
  const add = (counts: Map<Local, number>, local: Local): void => {
    counts.set(local, (counts.get(local) ?? 0) + 1);
  };
  walkStatements(body, {
    stmt: (stmt) => {
      for (const local of assignedLocals(stmt)) add(assignments, local);
    },
    expr: (expr) => {
      if (expr.op === "local") add(reads, expr.local);
    },
  });
  return { assignments: (local) => assignments.get(local) ?? 0, reads: (local) => reads.get(local) ?? 0 };
}
