import type { Expr, Local, LongExpr, ScalarType, Stmt } from "@tapset/core";
import { operandsOf, type Operand, statementOperands, withOperands, withStatementOperands } from "../../optimise/ir-children.js";
import { hasExpr, hasNode, type IrPredicate } from "../../optimise/ir-walk.js";

/** Makes a local. */
export type MakeLocal = (type: ScalarType, bound: number) => Local;

const CALL: IrPredicate = { stmt: (stmt) => stmt.op === "call" };

/** Whether a statement, or anything in it, calls a function. */
export function hasCall(stmt: Stmt): boolean {
  return hasNode([stmt], CALL);
}

/**
 * The statement with the calls in its expressions before it, as statements: what was to be evaluated earlier is kept in
 * locals, and what may be skipped is put into an `if`. Calls in statements that those consist of stay where they are.
 */
export function hoistCalls(stmt: Stmt, makeLocal: MakeLocal): readonly Stmt[] {
  const operands = statementOperands(stmt);
  if (!operands.some((operand) => operand !== undefined && hasExpr(operand, CALL))) return [stmt];
  const hoisting = new Hoisting(makeLocal);
  const rest = withStatementOperands(stmt, hoisting.operands(operands));
  return [...hoisting.before, rest];
}

class Hoisting {
  readonly before: Stmt[] = [];

  constructor(private readonly makeLocal: MakeLocal) {}

  operands(list: readonly Operand[]): readonly Operand[] {
    const last = list.findLastIndex((operand) => operand !== undefined && hasExpr(operand, CALL));
    return list.map((operand, index) => {
      if (operand === undefined || index > last) return operand;
      const value = this.#expr(operand);
      return index < last && value.op !== "const" && value.op !== "text" ? this.#keep(value) : value;
    });
  }

  #expr(expr: Expr): Expr {
    if (!hasExpr(expr, CALL)) return expr;
    switch (expr.op) {
      case "sequence":
        this.before.push(...expr.before);
        return this.#expr(expr.value);
      case "logical":
        return this.#logical(expr);
      case "select":
        return this.#select(expr);
      default:
        return withOperands(expr, this.operands(operandsOf(expr)));
    }
  }

  #logical({ operator, left, right }: LongExpr & { readonly op: "logical" }): Expr {
    const result = this.#keep(truth(this.#expr(left) as LongExpr)) as LongExpr & { readonly op: "local" };
    const decided: Stmt[] = this.#branch(right, result.local, (value) => truth(value as LongExpr));
    this.before.push({ op: "if", condition: result, then: operator === "and" ? decided : [], otherwise: operator === "and" ? [] : decided });
    return result;
  }

  #select(expr: Expr & { readonly op: "select" }): Expr {
    const condition = this.#expr(expr.condition) as LongExpr;
    const local = this.makeLocal(expr.type, boundOf(expr));
    this.before.push({ op: "if", condition, then: this.#branch(expr.then, local), otherwise: this.#branch(expr.otherwise, local) });
    return read(local);
  }

  #branch(expr: Expr, local: Local, wrap = (value: Expr): Expr => value): Stmt[] {
    const inner = new Hoisting(this.makeLocal);
    const value = wrap(inner.#expr(expr));
    return [...inner.before, { op: "set", local, value }];
  }

  #keep(value: Expr): Expr {
    const local = this.makeLocal(value.type, boundOf(value));
    this.before.push({ op: "set", local, value });
    return read(local);
  }
}

function boundOf(expr: Expr): number {
  return expr.type === "string" ? expr.bound : 0;
}

function read(local: Local): Expr {
  return local.type === "long" ? { type: "long", op: "local", local } : { type: "string", op: "local", local, bound: local.bound };
}

function truth(value: LongExpr): LongExpr {
  return { type: "long", op: "compare", comparison: "ne", left: value, right: { type: "long", op: "const", value: 0n } };
}
