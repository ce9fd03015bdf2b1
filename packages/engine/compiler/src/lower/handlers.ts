import { Builder, type FunctionBody, type LongExpr, type Stmt, type StringExpr } from "@tapset/core";
import type { ElaboratedProbe } from "../elaborated.js";
import type { LocalSymbol, TypedHandler } from "../infer/typed.js";
import type { NewLocal } from "../optimise/context-values.js";
import { optimise } from "../optimise/optimise.js";
import { hasNode, walkStatements } from "../optimise/ir-walk.js";
import { type ContextUse, DiagnosticList, type FrameExits, Lowering, type LoweringSession, typeOf } from "./lowering.js";

/** A handler as IR, not yet part of a program. */
export interface LoweredHandler {
  /** The probes it serves, at least one. */
  readonly probes: readonly [ElaboratedProbe, ...ElaboratedProbe[]];
  readonly condition: LongExpr | undefined;
  readonly body: readonly Stmt[];
  readonly functions: readonly FunctionBody[];
  /** What it reads of its entry. */
  readonly entryValues: readonly ContextUse[];
  /** Whether it matters where it fires: it reads the context, the selector or its own point. */
  readonly readsPlace: boolean;
}

/**
 * Lowers one typed handler. Several probes stay one handler as long as what it came to tells them apart in ways a program
 * can; where not even that, each gets its own.
 */
export function lowerHandler(session: LoweringSession, typed: TypedHandler): readonly LoweredHandler[] {
  const [first, ...others] = typed.probes;
  if (first === undefined) return [];
  if (others.length > 0 && others.every(({ derived }) => derived.registers === first.derived.registers)) {
    const trial = new DiagnosticList();
    const shared = lowerFor({ ...session, diagnostics: trial }, typed, [first, ...others]);
    const hasSelector = first.derived.site.where === "kernel" && first.derived.site.select !== undefined;
    if (trial.list.length === 0 && (hasSelector || !shared.readsPlace)) return [shared];
  }
  return typed.probes.map((probe) => lowerFor(session, typed, [probe]));
}

const HANDLER_EXITS: FrameExits = {
  return: () => [{ op: "end" }],
  next: () => [{ op: "end" }],
};

function lowerFor(session: LoweringSession, typed: TypedHandler, probes: LoweredHandler["probes"]): LoweredHandler {
  const { site, registers } = probes[0].derived;
  const { where } = site;
  const point = pointOf(session, probes);
  let lowering = new Lowering(session, where, point, undefined, registers);
  let lowered = lowerBody(lowering, typed);
  const { asked } = lowering.keptMatch;
  if (asked !== undefined) {
    lowering = new Lowering(session, where, point, asked, registers);
    lowered = lowerBody(lowering, typed);
  }
  const { condition, body } = lowered;
  const newLocal: NewLocal = (name, type, bound) => lowering.newLocal(name, type, bound);
  const facts = { engine: where, maxString: lowering.maxString, newLocal };
  const pending = lowering.contexts.filter(({ at }) => at === "fire");
  const optimised = trimEnd(optimise(body, pending, facts));
  const functions = lowering.functions.map((each): FunctionBody => {
    const { id, name, parameters, result } = each;
    return { id, name, parameters, result, locals: [], body: optimise(each.body, [], facts), actions: 0 };
  });
  return { probes, condition, body: optimised, functions, ...usesOf([...optimised, ...functions.flatMap((each) => each.body)], lowering.contexts) };
}

/** A handler's IR as it's written, before any pass has seen it. */
export function lowerBody(lowering: Lowering, typed: TypedHandler): Pick<LoweredHandler, "condition" | "body"> {
  return lowering.inFrame(HANDLER_EXITS, () => {
    const condition = typed.condition && lowering.condition(typed.condition);
    const body = [...typed.locals.map((symbol) => initialise(lowering, symbol)), ...lowering.statements(typed.body)];
    return { condition, body: [...lowering.keptMatch.begin(), ...body] };
  });
}

/** A local's beginning: zero, or for a value of the probe point that the handler also assigns, that. */
function initialise(lowering: Lowering, symbol: LocalSymbol): Stmt {
  const { initial } = symbol;
  const value = initial !== undefined && symbol.writes > 0 ? lowering.contextVariable(initial, symbol.span) : lowering.placeholder(typeOf(symbol.type));
  return lowering.assign(lowering.local(symbol), value);
}

/** pp(): the probe's own text; for several probes what the selector says. */
function pointOf(session: LoweringSession, probes: LoweredHandler["probes"]): StringExpr {
  const [first, ...others] = probes;
  const maxString = session.limits.MAXSTRINGLEN - 1;
  const builder = new Builder("kernel", session.target, undefined, maxString, { type: "string", op: "text", text: "", bound: 0 });
  if (others.length === 0) return builder.text(first.derived.point.slice(0, maxString));
  const points = new Map(probes.map(({ derived: { site, point } }) => [site.where === "kernel" ? (site.select?.value ?? 0n) : 0n, point]));
  const values = [...points.keys()].sort((a, b) => (a < b ? -1 : 1));
  return builder.fact(
    {
      name: `compiler/point ${first.written}`,
      injective: new Set(points.values()).size === points.size,
      bound: Math.max(...[...points.values()].map((point) => point.length)),
      render: (raw) => points.get(raw as bigint) ?? "",
      domain: () => values,
    },
    builder.environment("selector"),
  );
}

/** A handler that has come to its end need not be told to. */
function trimEnd(body: readonly Stmt[]): readonly Stmt[] {
  return body.at(-1)?.op === "end" ? body.slice(0, -1) : body;
}

function usesOf(body: readonly Stmt[], contexts: readonly ContextUse[]): Pick<LoweredHandler, "entryValues" | "readsPlace"> {
  const entries = new Map(contexts.filter(({ at }) => at === "entry").map((use) => [use.local, use]));
  const readsContext = hasNode(body, { expr: (expr) => expr.op === "context" || (expr.op === "environment" && expr.name === "selector") });
  const used = new Set<ContextUse>();
  walkStatements(body, {
    expr: (expr) => {
      const use = expr.op === "local" ? entries.get(expr.local) : undefined;
      if (use !== undefined) used.add(use);
    },
  });
  return { entryValues: [...used], readsPlace: readsContext || used.size > 0 };
}
