import { walkStatements } from "@tapset/compiler";
import type { Global, Ir, Update } from "@tapset/core";

/** Whether kernel handlers only add to a global, so that two copies of an element can be added up. */
export function isSummed(ir: Ir, { id }: Pick<Global, "id">): boolean {
  let isSum = true;
  const check = ({ place, operator }: Update): void => {
    if (place.global.id === id && operator !== "add" && operator !== "sub") isSum = false;
  };
  for (const { cases } of ir.programs) {
    for (const { handler } of cases) {
      walkStatements(handler.body, {
        expr: (expr) => expr.op === "update" && check(expr.update),
        stmt: (stmt) => stmt.op === "update" && check(stmt.update),
      });
    }
  }
  return isSum;
}
