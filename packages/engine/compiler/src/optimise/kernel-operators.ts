import type { Global, Ir, Update } from "@tapset/core";
import { bodiesOf } from "./global-uses.js";
import { walkStatements } from "./ir-walk.js";

/** The operators that kernel handlers apply to a global; `<<<` is none. */
export function kernelOperators(ir: Ir, { id }: Pick<Global, "id">): ReadonlySet<Update["operator"]> {
  const operators = new Set<Update["operator"]>();
  const note = ({ place, operator }: Update): void => {
    if (place.global.id === id) operators.add(operator);
  };
  for (const { cases } of ir.programs) {
    for (const body of cases.flatMap(({ handler }) => bodiesOf(handler))) {
      walkStatements(body, {
        expr: (expr) => expr.op === "update" && note(expr.update),
        stmt: (stmt) => stmt.op === "update" && note(stmt.update),
      });
    }
  }
  return operators;
}

/** Whether they only add, so that two copies of an element can be added up. */
export function isSummed(operators: ReadonlySet<Update["operator"]>): boolean {
  return [...operators].every((operator) => operator === "add" || operator === "sub");
}
