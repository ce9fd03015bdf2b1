import type { Expr, Local, Stmt, StringExpr } from "@tapset/core";
import type { NewLocal } from "./context-values.js";
import { countUses, type Uses } from "./forward.js";
import { operandsOf, statementOperands } from "./ir-children.js";
import { hasExpr, rewriteStatements, walkStatements } from "./ir-walk.js";
import { isMadeOfParts, withParts } from "./text-parts.js";

/**
 * In place of a text that a kernel handler keeps in a variable and prints, its parts: the text is made when the line is
 * printed, and none of it in the kernel. Texts that hold facts are divided wherever they're read, since only their raw
 * values are known there.
 */
export function splitTexts(body: readonly Stmt[], newLocal: NewLocal): readonly Stmt[] {
  const uses = countUses(body);
  const texts = new Map<Local, StringExpr>();
  walkStatements(body, {
    stmt: (stmt) => {
      if (stmt.op === "set" && uses.assignments(stmt.local) === 1 && isMadeOfParts(stmt.value)) texts.set(stmt.local, stmt.value);
    },
  });
  for (const local of readElsewhere(body, texts)) if (!hasFact(texts.get(local))) texts.delete(local);
  if (texts.size === 0) return body;
  return new TextSplitter(texts, uses, newLocal).split(body);
}

function hasFact(value: Expr | undefined): boolean {
  return value !== undefined && hasExpr(value, { expr: (expr) => expr.op === "fact" });
}

/** The locals that are read otherwise than to be printed, or to be part of a text that is. */
function readElsewhere(body: readonly Stmt[], texts: ReadonlyMap<Local, StringExpr>): ReadonlySet<Local> {
  const found = new Set<Local>();
  walkStatements(body, {
    stmt: (stmt) => {
      for (const operand of statementOperands(stmt)) {
        for (const local of texts.keys()) {
          if (operand !== undefined && (stmt.op === "print" ? isReadInside : reads)(operand, local)) found.add(local);
        }
      }
    },
  });
  return found;
}

function reads(value: Expr, local: Local): boolean {
  return hasExpr(value, { expr: (expr) => expr.op === "local" && expr.local === local });
}

/** Whether what is printed needs the text itself: its length, say. */
function isReadInside(printed: Expr, local: Local): boolean {
  if (printed.op === "local") return false;
  if (!isMadeOfParts(printed)) return reads(printed, local);
  return operandsOf(printed).some((part) => part !== undefined && isReadInside(part, local));
}

class TextSplitter {
  readonly #made = new Map<Local, Expr>();

  constructor(
    private readonly texts: ReadonlyMap<Local, StringExpr>,
    private readonly uses: Uses,
    private readonly newLocal: NewLocal,
  ) {}

  split(body: readonly Stmt[]): readonly Stmt[] {
    // An assignment comes before every read of what it assigns, so the parts are known when a read is met.
    return rewriteStatements(body, {
      expr: (expr) => (expr.op === "local" ? (this.#made.get(expr.local) ?? expr) : expr),
      stmt: (stmt) => (stmt.op === "set" && this.texts.has(stmt.local) ? this.#keepParts(stmt.local, stmt.value) : stmt),
    });
  }

  #keepParts(text: Local, value: Expr): readonly Stmt[] {
    const kept: Stmt[] = [];
    const made = withParts(value, (part) => {
      if (part.op === "local" && this.uses.assignments(part.local) === 1) return part;
      const local = this.newLocal(text.name, part.type, part.type === "string" ? part.bound : 0);
      kept.push({ op: "set", local, value: part });
      return part.type === "long" ? { type: "long", op: "local", local } : { type: "string", op: "local", local, bound: part.bound };
    });
    this.#made.set(text, made);
    return kept;
  }
}
