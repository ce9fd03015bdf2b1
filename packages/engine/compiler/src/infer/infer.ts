import type { Target } from "@tapset/core";
import { type Expression, hasErrors } from "@tapset/language";
import type { Elaborated, ElaboratedProbe } from "../elaborated.js";
import { BINARY } from "../rows/operators.js";
import { Body } from "./body.js";
import { CALL_ROWS, refuseEmbeddedC } from "./calls.js";
import { ENUMERATOR_ROWS } from "./enumerators.js";
import { checkFunction, checkGlobal, checkIdle, checkLocal, checkValues, reportUndefined } from "./final-checks.js";
import { settleGiven } from "./global-table.js";
import { Inference, type InferenceRows, type InferOptions } from "./inference.js";
import { checkCallsInForeach } from "./iterated-arrays.js";
import { mergeProbes } from "./merge-probes.js";
import { printedNames, printingScope } from "./printed-names.js";
import { markRecursion } from "./recursion.js";
import { OPERATOR_ROWS } from "./operators.js";
import { STATEMENT_ROWS } from "./statements.js";
import { STATISTICS_ROWS } from "./statistics.js";
import { TARGET_ROWS } from "./target-expressions.js";
import type { FunctionSymbol, Typed, TypedExpression, TypedHandler, TypedStatement } from "./typed.js";
import { VARIABLE_ROWS, variableNames } from "./variables.js";

const ROWS: InferenceRows = {
  expressions: { ...VARIABLE_ROWS, ...OPERATOR_ROWS, ...STATISTICS_ROWS, ...CALL_ROWS, ...ENUMERATOR_ROWS, ...TARGET_ROWS },
  statements: STATEMENT_ROWS,
};

/**
 * Resolves every name of a script and infers the type of everything in it, over all handlers and the functions they
 * call. All that's wrong is reported in one run, each conflict with both its places.
 */
export function infer(elaborated: Elaborated, target: Target, options: InferOptions = {}): Typed {
  const inference = new Inference(elaborated, target, ROWS, options);
  const bodies: Body[] = [];
  const handlers = mergeProbes(elaborated.probes, inference.globals).map((probes) => inferHandler(inference, probes, bodies));
  for (let symbol = inference.takeFunction(); symbol !== undefined; symbol = inference.takeFunction()) {
    bodies.push(inferFunction(inference, symbol));
  }
  markRecursion(inference.functions);
  markEffects(inference.functions);
  checkCallsInForeach(inference, reachedFrom);
  settleGiven(inference);
  const { errors } = inference;
  checkValues(inference);
  // What is missing from a script that didn't resolve may be what gives a variable its type or its use, but nothing gives a handler's own a value.
  if (!hasErrors(elaborated.diagnostics)) checkSymbols(inference, bodies);
  else for (const body of bodies) for (const symbol of body.locals) reportUndefined(inference, symbol, variableNames(body));
  const areTypesKnown = inference.errors === errors;
  return {
    target,
    scripts: elaborated.scripts,
    handlers: handlers.map(({ handler, isSound, calls }) => ({ ...handler, isSound: areTypesKnown && isSound && reachedFrom(calls).every((symbol) => symbol.isSound) })),
    functions: inference.functions,
    globals: inference.globals.symbols,
    diagnostics: [...elaborated.diagnostics, ...inference.diagnostics].filter(({ id }) => options.unoptimised !== true || !ELISIONS.has(id)),
  };
}

/** Warnings of what is left out. */
const ELISIONS: ReadonlySet<string> = new Set(["unused-function", "unused-variable", "no-effect"]);

/** Whoever calls a function that does something does it too. */
function markEffects(functions: readonly FunctionSymbol[]): void {
  for (const symbol of functions) symbol.hasEffects = [symbol, ...reachedFrom(symbol.calls)].some(({ hasEffects }) => hasEffects);
}

/** All functions that calls come to, directly or by way of others. */
function reachedFrom(calls: ReadonlySet<FunctionSymbol>): readonly FunctionSymbol[] {
  const reached = new Set(calls);
  // A set gives what is added while it's walked, too.
  for (const symbol of reached) for (const callee of symbol.calls) reached.add(callee);
  return [...reached];
}

function checkSymbols(inference: Inference, bodies: readonly Body[]): void {
  for (const body of bodies) {
    const names = variableNames(body);
    for (const symbol of body.locals) checkLocal(inference, symbol, names);
  }
  for (const symbol of inference.functions) checkFunction(inference, symbol);
  checkIdle(inference);
  for (const symbol of inference.globals.symbols) checkGlobal(inference, symbol);
}

/** A handler, whether its own text is right, and what it calls. */
interface InferredHandler {
  readonly handler: Omit<TypedHandler, "isSound">;
  readonly isSound: boolean;
  readonly calls: ReadonlySet<FunctionSymbol>;
}

function inferHandler(inference: Inference, probes: readonly ElaboratedProbe[], bodies: Body[]): InferredHandler {
  const { errors } = inference;
  const probe = probes[0] as ElaboratedProbe;
  const { derived, declaration } = probe;
  const ownBlocks = probe.bodies.filter(({ alias }) => alias === undefined).map(({ block }) => block);
  const printed = printedNames(probe.bodies.map(({ block }) => block), new Map());
  const owner = { scope: printingScope(derived.scope, printed), hasEntry: derived.entry !== undefined, ownBlocks };
  const body = new Body(inference, owner, declaration.span.source);
  const statements: TypedStatement[] = [];
  for (const { block, alias } of probe.bodies) {
    body.enter(block.span.source, alias !== undefined);
    const typed = body.statement(block);
    if (typed !== undefined) statements.push(typed);
  }
  bodies.push(body);
  const condition = inferConditions(inference, probe.conditions);
  if (body.effects === 0 && inference.errors === errors) inference.mustDoSomething(declaration, body.calls);
  const handler = { probes, locals: body.locals, condition, body: statements };
  return { handler, isSound: inference.errors === errors, calls: new Set(body.calls) };
}

/** The conditions of all alias levels as one expression. */
function inferConditions(inference: Inference, conditions: readonly Expression[]): TypedExpression | undefined {
  return conditions
    .map((node): TypedExpression => new Body(inference, { isCondition: true }, node.span.source).expect(node, "long"))
    .reduce<TypedExpression | undefined>((left, right) => {
      if (left === undefined) return right;
      return { kind: "binary", span: right.span, type: right.type, row: BINARY["&&"], left, right };
    }, undefined);
}

function inferFunction(inference: Inference, symbol: FunctionSymbol): Body {
  const { errors } = inference;
  const { declaration } = symbol;
  const body = new Body(inference, { function: symbol }, declaration.span.source);
  if (declaration.body.kind === "EmbeddedC") {
    refuseEmbeddedC(body, declaration.body);
    symbol.returns.poison();
    for (const parameter of symbol.parameters) parameter.type.poison();
  } else {
    const typed = body.statement(declaration.body);
    symbol.body = typed === undefined ? [] : [typed];
  }
  symbol.locals = body.locals;
  symbol.calls = new Set(body.calls);
  symbol.modified = body.modified;
  symbol.hasEffects = body.outerEffects > 0 || declaration.body.kind === "EmbeddedC";
  symbol.isSound = inference.errors === errors;
  return body;
}
