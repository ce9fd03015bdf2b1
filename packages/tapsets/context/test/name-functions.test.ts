import type { LongExpr } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { builderFor, lowerValue } from "./workbench.js";

const builder = builderFor("session");

/** What a call prints for a number, by the fact it becomes. */
function printed(name: string, value: number): string {
  const text = lowerValue(builder, name, builder.constant(value));
  if (text.op !== "fact") throw new Error(`${name} is no fact`);
  const raw = numberOf(text.raw[0] as LongExpr);
  expect(text.fact.render(raw).length).toBeLessThanOrEqual(text.fact.bound);
  return text.fact.render(raw);
}

function numberOf(expression: LongExpr): bigint {
  if (expression.op === "const") return expression.value;
  if (expression.op === "unary" && expression.operator === "neg") return -numberOf(expression.operand);
  if (expression.op === "compare") return numberOf(expression.left as LongExpr) < numberOf(expression.right as LongExpr) ? 1n : 0n;
  if (expression.op === "select") return numberOf(numberOf(expression.condition) === 1n ? expression.then : expression.otherwise);
  throw new Error(expression.op);
}

describe("errno_str", () => {
  it.each([
    [2, "ENOENT"],
    [-2, "ENOENT"],
    [11, "EAGAIN"],
    [35, "EDEADLK"],
    [95, "EOPNOTSUPP"],
    [108, "ESHUTDOWN"],
    [133, "EHWPOISON"],
    [512, "ERESTARTSYS"],
    [41, "E#41"],
    [0, "E#0"],
    [3333, "E#3333"],
  ])("of %i is %s", (number, name) => {
    expect(printed("errno_str", number)).toBe(name);
  });
});

describe("signal_str", () => {
  it.each([
    [1, "SIGHUP"],
    [6, "SIGABRT"],
    [9, "SIGKILL"],
    [16, "SIGSTKFLT"],
    [29, "SIGIO"],
    [31, "SIGSYS"],
    [32, "SIGRTMIN"],
    [34, "SIGRTMIN+2"],
    [64, "SIGRTMAX"],
    [0, "SIG#0"],
    [65, "SIG#65"],
  ])("of %i is %s", (number, name) => {
    expect(printed("signal_str", number)).toBe(name);
  });
});
