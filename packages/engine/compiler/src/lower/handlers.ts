import { Builder, type Expr, type FunctionBody, noProbe, type RunningProbe, type LongExpr, type Stmt, type StringExpr } from "@tapset/core";
import type { ElaboratedProbe } from "../elaborated.js";
import type { LocalSymbol, TypedHandler } from "../infer/typed.js";
import type { NewLocal } from "../optimise/context-values.js";
import { optimise } from "../optimise/optimise.js";
import { hasNode, walkStatements } from "../optimise/ir-walk.js";
import type { Regex } from "../regex/regex.js";
import { HandlerTooLarge } from "./function-sizes.js";
import { type ContextUse, DiagnosticList, type FrameExits, Lowering, type LoweringSession, typeOf } from "./lowering.js";

/** A handler as IR, not yet part of a program. */
export interface LoweredHandler {
  /** The probes it serves, at least one. */
  readonly probes: readonly [ElaboratedProbe, ...ElaboratedProbe[]];
  readonly condition: LongExpr | undefined;
  readonly body: readonly Stmt[];
  readonly functions: readonly FunctionBody[];
  /** The most calls within each other that stay calls only for being large. */
  readonly nesting: number;
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

/** What calls cost of MAXACTION: where a function calls itself that's for its statements, which `callActions` counts, */
export const UNCOSTED = 0;
/** and where it's large only the call, since statements that are inlined cost nothing either. */
const ONCE = 1;

const HANDLER_EXITS: FrameExits = {
  return: () => [{ op: "end" }],
  next: () => [{ op: "end" }],
};

function lowerFor(session: LoweringSession, typed: TypedHandler, probes: LoweredHandler["probes"]): LoweredHandler {
  const { where } = probes[0].derived.site;
  const probe = runningProbe(session, probes);
  const { lowering, condition, body } = lowerOnce(typed, (regexes, isCompact) => new Lowering(session, where, probe, regexes, isCompact));
  const newLocal: NewLocal = (name, type, bound) => lowering.newLocal(name, type, bound);
  const facts = { engine: where, maxString: lowering.maxString, newLocal, keepsUnused: session.unoptimised };
  const pending = lowering.contexts.filter(({ at }) => at === "fire");
  const optimised = trimEnd(optimise(body, pending, facts));
  const functions = lowering.functions.map((each): FunctionBody => {
    const { id, name, parameters, result, candidates } = each;
    const actions = candidates.some(({ isRecursive }) => isRecursive) ? UNCOSTED : ONCE;
    return { id, name, parameters, result, locals: [], body: optimise(each.body, [], facts), actions };
  });
  const nesting = lowering.isCompact ? Math.max(0, ...lowering.functions.flatMap(({ candidates }) => candidates.map((symbol) => session.sizes.depth(symbol)))) : 0;
  return { probes, condition, body: optimised, functions, nesting, ...usesOf([...optimised, ...functions.flatMap((each) => each.body)], lowering.contexts) };
}

/** Lowers a handler until what it's to be lowered with is known: the regular expressions that it asks about, and how large it gets. */
function lowerOnce(
  typed: TypedHandler,
  begin: (regexes: readonly Regex[] | undefined, isCompact: boolean) => Lowering,
  regexes?: readonly Regex[],
  isCompact = false,
): Pick<LoweredHandler, "condition" | "body"> & { readonly lowering: Lowering } {
  const lowering = begin(regexes, isCompact);
  try {
    const lowered = lowerBody(lowering, typed);
    const { asked } = lowering.keptMatch;
    return asked === undefined || regexes !== undefined ? { lowering, ...lowered } : lowerOnce(typed, begin, asked, isCompact);
  } catch (error) {
    if (!(error instanceof HandlerTooLarge)) throw error;
    return lowerOnce(typed, begin, regexes, true);
  }
}

/** A handler's IR as it's written, before any pass has seen it. */
export function lowerBody(lowering: Lowering, typed: TypedHandler): Pick<LoweredHandler, "condition" | "body"> {
  return lowering.inFrame(HANDLER_EXITS, () => {
    const condition = typed.condition && lowering.condition(typed.condition);
    const body = [...typed.locals.map((symbol) => initialise(lowering, symbol)), ...lowering.statements(typed.body)];
    return { condition, body: [...lowering.beginKept(), ...body] };
  });
}

/** A local's beginning: zero, or for a value of the probe point that the handler also assigns, that. */
function initialise(lowering: Lowering, symbol: LocalSymbol): Stmt {
  const { initial } = symbol;
  const value = initial !== undefined && symbol.writes > 0 ? lowering.contextVariable(initial, symbol.span) : lowering.placeholder(typeOf(symbol.type));
  return lowering.assign(lowering.local(symbol), value);
}

/** What pp() and its kin give: the probe's own texts; for several probes what the selector says. */
function runningProbe(session: LoweringSession, probes: LoweredHandler["probes"]): RunningProbe {
  return {
    point: textOf(session, probes, "point", ({ derived }) => derived.point),
    name: textOf(session, probes, "name", ({ name }) => name),
    registers: probes[0].derived.registers,
    entryRegisters: probes[0].derived.entryRegisters,
    type: textOf(session, probes, "type", ({ derived: { site } }) => (site.where === "session" ? (site.start?.kind ?? site.phase) : site.program.type.toLowerCase())),
  };
}

function textOf(session: LoweringSession, probes: LoweredHandler["probes"], what: string, text: (probe: ElaboratedProbe) => string): StringExpr {
  const [first] = probes;
  const maxString = session.limits.MAXSTRINGLEN - 1;
  const builder = new Builder("kernel", session.target, undefined, maxString, noProbe);
  const texts = new Map(probes.map((probe) => [selectorValue(probe), text(probe)]));
  const different = new Set(texts.values());
  if (probes.length === 1 || (what !== "point" && different.size === 1)) return builder.text(text(first).slice(0, maxString));
  const values = [...texts.keys()].sort((a, b) => (a < b ? -1 : 1));
  return builder.fact(
    {
      name: `compiler/${what} ${first.written}`,
      injective: different.size === texts.size,
      bound: Math.max(...[...different].map((each) => each.length)),
      render: (raw) => texts.get(raw as bigint) ?? "",
      domain: () => values,
    },
    builder.environment("selector"),
  );
}

function selectorValue({ derived: { site } }: ElaboratedProbe): bigint {
  return site.where === "kernel" ? (site.select?.value ?? 0n) : 0n;
}

/** A handler that has come to its end need not be told to. */
function trimEnd(body: readonly Stmt[]): readonly Stmt[] {
  return body.at(-1)?.op === "end" ? body.slice(0, -1) : body;
}

/** Whether a value depends on where the handler's program is attached; a stack does by what calls the program there. */
function isOfPlace(expr: Expr): boolean {
  return expr.op === "context" || expr.op === "stack" || expr.op === "frame" || (expr.op === "environment" && (expr.name === "selector" || expr.name === "context_address"));
}

function usesOf(body: readonly Stmt[], contexts: readonly ContextUse[]): Pick<LoweredHandler, "entryValues" | "readsPlace"> {
  const entries = new Map(contexts.filter(({ at }) => at === "entry").map((use) => [use.local, use]));
  const readsContext = hasNode(body, { expr: isOfPlace });
  const used = new Set<ContextUse>();
  walkStatements(body, {
    expr: (expr) => {
      const use = expr.op === "local" ? entries.get(expr.local) : undefined;
      if (use !== undefined) used.add(use);
    },
  });
  return { entryValues: [...used], readsPlace: readsContext || used.size > 0 };
}
