import { Builder, type ContextVariable, type Expr, lazyScope, noProbe, Refusal, type Scope, scopeOf, type Target } from "@tapset/core";
import type { Stage } from "./stage.js";

/**
 * A probe's scope with values that events give. What doesn't depend on the event, a constant or what the selector tells,
 * stays as it is.
 */
export function rehearsedScope(scope: Scope, stage: Stage, target: Target): Scope {
  const known = new Map<string, ContextVariable | undefined>();
  const rehearse = (variable: ContextVariable): ContextVariable => rehearsedVariable(variable, stage, target);
  const all = lazyScope(() => scopeOf(scope.list().map(rehearse)));
  return {
    lookup(name) {
      if (!known.has(name)) {
        const variable = scope.lookup(name);
        known.set(name, variable && rehearse(variable));
      }
      return known.get(name);
    },
    list: () => all.list(),
  };
}

const MAX_STRING = 4095;

function rehearsedVariable(variable: ContextVariable, stage: Stage, target: Target): ContextVariable {
  const usual = loadOf(variable, new Builder("kernel", target, undefined, MAX_STRING, noProbe));
  if (usual !== undefined && isSettled(usual)) return variable;
  const pointer = usual?.type === "long" ? { ...(usual.ctype && { ctype: usual.ctype }), ...(usual.trusted && { trusted: usual.trusted }) } : {};
  return { ...variable, uniform: "rehearsed", load: (builder) => stage.ask(builder, variable.name, variable.type, pointer) };
}

/** How a variable is loaded; undefined where it can't be in a kernel handler. */
function loadOf(variable: ContextVariable, builder: Builder): Expr | undefined {
  try {
    return variable.load(builder);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Whether a value is known without the event: it's a constant, or a fact of constants and of the selector. */
function isSettled(value: Expr): boolean {
  if (value.op === "fact") return value.raw.every(isSettled);
  return value.op === "const" || value.op === "text" || (value.op === "environment" && value.name === "selector");
}
