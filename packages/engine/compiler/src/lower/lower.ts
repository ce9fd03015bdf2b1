import type { FunctionBody, Handler, Ir, Limits, Local, Stmt } from "@tapset/core";
import type { Diagnostic } from "@tapset/language";
import type { Typed } from "../infer/typed.js";
import { callActions, costActions } from "../optimise/action-costs.js";
import { assignedLocals, walkStatements } from "../optimise/ir-walk.js";
import { findHandlerUses } from "../optimise/global-uses.js";
import { keepUnmadeTexts } from "../optimise/kept-texts.js";
import { rawKeyFacts } from "../optimise/raw-keys.js";
import { StringBounds } from "../optimise/string-bounds.js";
import { decideStorage } from "../optimise/storage.js";
import { CALL_LOWERING } from "./calls.js";
import { FunctionSizes } from "./function-sizes.js";
import { declareGlobals } from "./globals.js";
import { lowerHandler, UNCOSTED } from "./handlers.js";
import { DiagnosticList, type LoweringRows, type LoweringSession } from "./lowering.js";
import { OPERATOR_LOWERING } from "./operators.js";
import { PRINT_LOWERING } from "./printing.js";
import { assemblePrograms } from "./programs.js";
import { STATEMENT_LOWERING } from "./statements.js";
import { STATISTICS_LOWERING } from "./statistics.js";
import { TARGET_LOWERING } from "./target-access.js";
import { unreadGlobalHandlers } from "./unread-globals.js";
import { VARIABLE_LOWERING } from "./variables.js";

const ROWS: LoweringRows = {
  expressions: { ...VARIABLE_LOWERING, ...OPERATOR_LOWERING, ...STATISTICS_LOWERING, ...CALL_LOWERING, ...PRINT_LOWERING, ...TARGET_LOWERING },
  statements: STATEMENT_LOWERING,
};

/** Options of {@link lower}. */
export interface LowerOptions {
  /** Leave the tool's own process out of what is traced. Default: yes. */
  readonly skipSelf?: boolean;
  /** See `CompileOptions`. */
  readonly skipBadVariables?: boolean | undefined;
  readonly showUnreadGlobals?: boolean | undefined;
  readonly unoptimised?: boolean | undefined;
}

/** What lowering gave; the diagnostics are those of all passes so far. With errors among the diagnostics the IR is incomplete. */
export interface Lowered {
  readonly ir: Ir;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes the IR of a typed script: functions inlined where they don't call themselves, the probe points' values loaded where they're needed, handlers put
 * into programs, globals placed and strings bounded. The script must have no type errors.
 */
export function lower(typed: Typed, limits: Limits, options: LowerOptions = {}): Lowered {
  const { skipSelf = true, showUnreadGlobals = true } = options;
  const session = openSession(typed, limits, options);
  const handlers = typed.handlers.flatMap((handler) => lowerHandler(session, handler));
  const unread = showUnreadGlobals ? unreadGlobalHandlers(typed, session.pointers) : [];
  const printers = unread.flatMap((handler) => lowerHandler(session, handler));
  const assembled = assemblePrograms(session, [...handlers, ...printers], skipSelf);
  // The limit is for functions that call themselves: calls that are there only once come on top.
  const nesting = Math.max(0, ...handlers.map((handler) => handler.nesting));
  const draft = { ...assembled, globals: [...session.globals.values()], limits: { ...limits, MAXNESTING: limits.MAXNESTING + nesting } };
  const ir = finish(keepUnmadeTexts(draft));
  return { ir, diagnostics: [...typed.diagnostics, ...session.diagnostics.list] };
}

/** What the handlers of a script share while they're lowered. */
export function openSession(typed: Typed, limits: Limits, { skipBadVariables = false, unoptimised = false }: LowerOptions = {}): LoweringSession {
  const globals = declareGlobals(typed.globals, limits);
  return { target: typed.target, limits, rows: ROWS, globals, pointers: new Set(), diagnostics: new DiagnosticList(), sizes: new FunctionSizes(), skipBadVariables, unoptimised };
}

/** The passes that need all handlers at once. */
function finish(draft: Ir): Ir {
  const uses = findHandlerUses(draft);
  const owned = decideStorage(draft, uses);
  const bounds = new StringBounds(draft.limits.MAXSTRINGLEN - 1, draft, uses, rawKeyFacts(draft, uses));
  for (const record of draft.records) record.slots.splice(0, Infinity, ...record.slots.map((slot) => bounds.slot(slot)));
  return {
    ...draft,
    globals: draft.globals.map((global) => bounds.global(global)),
    programs: draft.programs.map((program) => ({
      ...program,
      cases: program.cases.map((each) => ({ ...each, handler: boundHandler(each.handler, bounds) })),
    })),
    session: draft.session.map((each) => {
      const owns = (owned.get(each) ?? []).map((global) => bounds.global(global));
      return { ...each, handler: { ...boundHandler(each.handler, bounds), owns } };
    }),
  };
}

function boundHandler(handler: Handler, bounds: StringBounds): Handler {
  const body = costActions(bounds.rewrite(handler.body));
  const condition = handler.condition && bounds.rewriteExpr(handler.condition);
  const functions = handler.functions.map((each) => boundFunction(each, bounds));
  return { ...handler, body, condition, locals: localsOf(body), functions };
}

function boundFunction(each: FunctionBody, bounds: StringBounds): FunctionBody {
  const body = costActions(bounds.rewrite(each.body));
  const parameters = each.parameters.map((parameter) => bounds.local(parameter));
  return { ...each, parameters, result: each.result && bounds.local(each.result), body, locals: localsOf(body), actions: each.actions === UNCOSTED ? callActions(body) : each.actions };
}

function localsOf(body: readonly Stmt[]): readonly Local[] {
  const locals = new Set<Local>();
  walkStatements(body, {
    stmt: (stmt) => {
      for (const local of assignedLocals(stmt)) locals.add(local);
    },
  });
  return [...locals];
}

