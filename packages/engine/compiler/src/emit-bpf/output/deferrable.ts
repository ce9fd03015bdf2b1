import type { Expr } from "@tapset/core";
import { isExpression, walk, type Node } from "../code/ir-nodes.js";
import { mayFail } from "../long/may-fail.js";
import type { PlanStep } from "./print-plan.js";

/**
 * Which of an entry's values can be evaluated when the entry already has its place, straight into it: those that can't
 * fail, since a reserved record can't be left behind, and that come out the same then.
 */
export function isDeferrable(steps: readonly PlanStep[]): (step: PlanStep) => boolean {
  const hasEffects = steps.some((step) => {
    for (const node of walk(...rootsOf(step))) if (isEffect(node)) return true;
    return false;
  });
  return (step) => step.kind !== "statements" && step.kind !== "buckets" && isSafe(step.value, hasEffects);
}

function rootsOf(step: PlanStep): readonly Node[] {
  if (step.kind === "statements") return step.statements;
  return step.kind === "buckets" ? step.keys : [step.value];
}

/** Statements change locals and globals; so do updates. */
function isEffect(node: Node): boolean {
  return !isExpression(node) || node.op === "update" || node.op === "sequence" || node.op === "host" || node.op === "helper";
}

function isSafe(value: Expr, hasEffects: boolean): boolean {
  for (const node of walk(value)) {
    if (!isExpression(node)) return false;
    const safety = safeOps[node.op];
    if (safety === undefined || (safety === "unless changed" && hasEffects) || mayFail(node)) return false;
  }
  return true;
}

/** Ops that can't fail; those that read what a statement may change are safe when there is none. */
const safeOps: { readonly [op: string]: "always" | "unless changed" } = {
  const: "always",
  text: "always",
  context: "always",
  environment: "always",
  comm: "always",
  stack: "always",
  frame: "always",
  entry: "always",
  load: "always",
  "load-string": "always",
  gather: "always",
  unary: "always",
  binary: "always",
  compare: "always",
  logical: "always",
  select: "always",
  fact: "always",
  local: "unless changed",
  global: "unless changed",
};
