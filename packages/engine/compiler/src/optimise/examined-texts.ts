import type { Expr, Global, Handler, Local, Stmt, StringExpr } from "@tapset/core";
import { operandsOf, statementOperands } from "./ir-children.js";
import { walkStatements } from "./ir-walk.js";

/** A variable that holds a text. */
export type TextVariable = Global | Local;

/**
 * The variables whose texts kernel handlers look into: they are compared, cut, part of a key, what a fact is made of. Those that are only printed, or
 * kept in variables of which that's true, aren't among them.
 */
export function examinedTexts(handlers: readonly Handler[]): ReadonlySet<TextVariable> {
  const examined = new Set<TextVariable>();
  for (let before = -1; before !== examined.size; ) {
    before = examined.size;
    for (const handler of handlers) {
      if (handler.condition !== undefined) examine(handler.condition, true, examined);
      for (const list of [handler.body, ...handler.functions.map(({ body }) => body)]) {
        walkStatements(list, { stmt: (stmt) => examineStatement(stmt, examined), expr: (expr) => examineSequences(expr, examined) });
      }
    }
  }
  return examined;
}

function examineStatement(stmt: Stmt, examined: Set<TextVariable>): void {
  // Values of a loop over an array are its elements'.
  if (stmt.op === "foreach" && stmt.value !== undefined && examined.has(stmt.value)) examined.add(stmt.global);
  const target = stmt.op === "set" ? stmt.local : stmt.op === "update" ? stmt.update.place.global : undefined;
  const keptIn = target && (stmt.op === "set" ? stmt.value : stmt.op === "update" ? stmt.update.value : undefined);
  for (const operand of statementOperands(stmt)) {
    if (operand === undefined) continue;
    const isLookedInto = operand === keptIn ? target !== undefined && examined.has(target) : stmt.op !== "print" && stmt.op !== "raise";
    examine(operand, isLookedInto, examined);
  }
}

/** Statements within an expression are met by themselves; so is what they stand before. */
function examineSequences(expr: Expr, examined: Set<TextVariable>): void {
  if (expr.op === "sequence" && expr.type === "long") examine(expr.value, true, examined);
}

function examine(expr: Expr, isLookedInto: boolean, examined: Set<TextVariable>): void {
  if (expr.type === "string") {
    const variable = textVariable(expr);
    if (variable !== undefined && isLookedInto) examined.add(variable);
  }
  const passesOn = expr.type === "string" && joinsTexts(expr);
  for (const operand of operandsOf(expr)) if (operand !== undefined) examine(operand, passesOn && operand.type === "string" ? isLookedInto : true, examined);
}

/** The variable that a text is read of. */
export function textVariable(expr: StringExpr): TextVariable | undefined {
  if (expr.op === "local") return expr.local;
  return expr.op === "global" || expr.op === "element" ? expr.global : undefined;
}

/** Whether a text's parts come into it as they are, so that they can be made later. */
export function joinsTexts(value: StringExpr): boolean {
  if (value.op === "concat" || value.op === "select" || value.op === "sequence") return true;
  return (
    value.op === "format" &&
    value.segments.every(
      (segment) => segment.kind === "text" || (segment.kind === "value" && (segment.value.type === "long" || (segment.directive.width === undefined && segment.directive.precision === undefined))),
    )
  );
}
