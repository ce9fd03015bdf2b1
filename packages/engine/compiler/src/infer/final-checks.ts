import type { Expression } from "@tapset/language";
import type { Inference } from "./inference.js";
import { alternatives, suggest } from "./suggest.js";
import { describe } from "./subject.js";
import type { FunctionSymbol, GlobalSymbol, LocalSymbol, TypedExpression } from "./typed.js";

/** Reports aggregates and functions without value where a value has to be: only at the end is it known. */
export function checkValues(inference: Inference): void {
  for (const { typed, node } of inference.values) {
    if (typed.type.isPoisoned) continue;
    // A local got its aggregate from an expression that is on this list too.
    const isLocal = typed.kind === "read" && typed.place.kind === "local";
    if (typed.type.type === "stats" && !isLocal) reportStats(inference, node);
    else if (typed.type.type === undefined && !yieldsValue(typed)) reportNoValue(inference, typed, node);
  }
}

function reportStats(inference: Inference, node: Expression): void {
  inference.report("stats-as-value", "a statistics aggregate is not a value", node.span, {
    subject: describe(node),
    hints: ["use an extractor such as @count, @sum, @avg or @hist_log"],
  });
}

function yieldsValue(typed: TypedExpression): boolean {
  if (typed.kind === "intrinsic") return typed.intrinsic.returns !== "void";
  return typed.kind !== "call" || typed.candidates.some((candidate) => candidate.yields) || (typed.fallback !== undefined && typed.fallback.returns !== "void");
}

function reportNoValue(inference: Inference, typed: TypedExpression, node: Expression): void {
  inference.report("no-value", "the function returns no value", node.span, {
    subject: describe(node),
    chain: typed.kind === "call" ? typed.candidates.map(({ declaration }) => ({ message: `function '${declaration.name}'`, span: declaration.nameSpan })) : [],
  });
  typed.type.poison();
}

/** Warns of statements that compute a value and do nothing, and of handlers that consist of such. */
export function checkIdle(inference: Inference): void {
  for (const { node, calls } of inference.idle) {
    if (calls.some(({ hasEffects, isSound }) => hasEffects || !isSound)) continue;
    if (node.kind !== "ProbeDecl") inference.report("no-effect", "eliding side-effect-free expression", node.span, { severity: "warning", subject: describe(node) });
    else inference.report("no-effect", "the probe's handler does nothing", node.span, { severity: "warning", subject: "probe" });
  }
}

/** Reports a variable that nothing gives a value or a type; whether it is one. `names`: what may have been meant. */
export function reportUndefined(inference: Inference, symbol: LocalSymbol, names: readonly string[]): boolean {
  const { name, span, type } = symbol;
  if (type.isPoisoned || type.type !== undefined || !isNeverAssigned(symbol)) return false;
  inference.report("undefined-variable", `undefined variable '${name}'`, span, { subject: `identifier '${name}'`, hints: suggest(name, names) });
  return true;
}

function isNeverAssigned({ writes, initial }: LocalSymbol): boolean {
  return writes === 0 && initial === undefined;
}

/** Reports what is read but never written, written but never read, or has no type. `names`: what may have been meant. */
export function checkLocal(inference: Inference, symbol: LocalSymbol, names: readonly string[]): void {
  const { name, span, type } = symbol;
  const subject = `identifier '${name}'`;
  if (type.isPoisoned || reportUndefined(inference, symbol, names)) return;
  if (type.type === undefined) {
    inference.report("unresolved-type", `unresolved type of '${name}'`, span, { subject });
    return;
  }
  if (symbol.fromLibrary) return;
  if (isNeverAssigned(symbol)) {
    inference.report("never-assigned", `never-assigned local variable '${name}'${alternatives(name, names)}`, span, { severity: "warning", subject, hints: suggest(name, names) });
  } else if (symbol.reads === 0 && !symbol.isParameter && symbol.initial === undefined) {
    inference.report("unused-variable", `eliding assignment to '${name}': it is never read`, span, { severity: "warning", subject });
  }
}

/** Reports a function that returns something of which nothing says what. */
export function checkFunction(inference: Inference, { declaration, returns, yields }: FunctionSymbol): void {
  if (!yields || returns.type !== undefined || returns.isPoisoned) return;
  const subject = `function '${declaration.name}'`;
  inference.report("unresolved-type", `unresolved type of what '${declaration.name}' returns`, declaration.nameSpan, { subject });
}

/** What {@link checkLocal} says, of a global. */
export function checkGlobal(inference: Inference, symbol: GlobalSymbol): void {
  const { name, entry, type } = symbol;
  const subject = `identifier '${name}'`;
  const isUsed = symbol.reads + symbol.writes > 0;
  if (isUsed) checkGlobalTypes(inference, symbol);
  if (!inference.isScript(entry.span.source) || type.isPoisoned) return;
  if (!isUsed) {
    inference.report("unused-variable", `eliding unused variable '${name}'`, entry.span, { severity: "warning", subject });
  } else if (symbol.writes === 0 && entry.init === undefined && type.type !== undefined) {
    const names = inference.globals.names(entry.span.source);
    inference.report("never-assigned", `never-assigned global variable '${name}'${alternatives(name, names)}`, entry.span, { severity: "warning", subject, hints: suggest(name, names) });
  }
}

function checkGlobalTypes(inference: Inference, { name, entry, type, keys, keysSpan }: GlobalSymbol): void {
  const subject = `identifier '${name}'`;
  if (keys?.length === 0 && (entry.size !== undefined || entry.wraps)) {
    inference.report("inconsistent-arity", `'${name}' is declared as an array that ${entry.wraps ? "wraps" : "has a size"}, but used as a scalar`, entry.span, {
      subject,
      chain: keysSpan === undefined ? [] : [{ message: "used as a scalar here", span: keysSpan }],
      hints: [`declare it with 'global ${name}'`],
    });
  }
  if (type.type === undefined && !type.isPoisoned) {
    inference.report("unresolved-type", `unresolved type of '${name}'`, entry.span, { subject });
  }
  for (const [index, key] of (keys ?? []).entries()) {
    if (key.type === undefined && !key.isPoisoned) {
      inference.report("unresolved-type", `unresolved type of key ${index + 1} of '${name}'`, entry.span, { subject });
    } else if (key.type === "stats") {
      inference.report("stats-as-value", "a statistics aggregate can't be a key", key.evidence?.span ?? entry.span, { subject });
    }
  }
}
