import { emitJs, type Module } from "@tapset/compiler";
import type { Global, Handler, Ir, Local, LongExpr, Segment, SessionHandler, Stmt, StringExpr } from "@tapset/core";
import { Source } from "@tapset/language";

/** Hand-made IR for tests: short spellings of the nodes. */
const source = new Source("test.stp", "probe begin { }\n");
export const span = { source, start: 0, end: 5 };

export const long = (value: bigint | number): LongExpr => ({ type: "long", op: "const", value: BigInt(value) });
export const text = (value: string): StringExpr => ({ type: "string", op: "text", text: value, bound: value.length });
export const read = (local: Local): LongExpr => ({ type: "long", op: "local", local });
export const add = (left: LongExpr, right: LongExpr): LongExpr => ({ type: "long", op: "binary", operator: "add", left, right });

export function longLocal(id: number): Local {
  return { id, name: `v${id}`, type: "long", bound: 0 };
}
export function textLocal(id: number, bound = 127): Local {
  return { id, name: `s${id}`, type: "string", bound };
}

export function global(id: number, fields: Partial<Global> = {}): Global {
  return {
    id,
    name: `g${id}`,
    type: "long",
    bound: 0,
    stats: undefined,
    keys: [],
    maxEntries: 2048,
    wraps: false,
    init: undefined,
    storage: "session",
    twoCopies: false,
    span: undefined,
    ...fields,
  };
}

export function value(conversion: "d" | "x" | "s" | "c", expr: LongExpr | StringExpr): Segment {
  return {
    kind: "value",
    directive: { conversion, minus: false, plus: false, space: false, zero: false, alternate: false, width: undefined, precision: undefined },
    value: expr,
  };
}
export function print(...parts: readonly (string | Segment)[]): Stmt {
  const segments = parts.map((part): Segment => (typeof part === "string" ? { kind: "text", text: part } : part));
  return { op: "print", stream: "output", segments };
}

/** A session handler of a phase. */
export interface TestHandler {
  readonly phase: SessionHandler["phase"];
  readonly body: readonly Stmt[];
  readonly order?: number;
  readonly locals?: readonly Local[];
  readonly condition?: LongExpr;
  readonly start?: SessionHandler["start"];
}

/** A module of session handlers alone. */
export function sessionModule(handlers: readonly TestHandler[], globals: readonly Global[] = [], limits: Partial<Ir["limits"]> = {}): Module {
  const session = handlers.map(({ phase, body, order = 0, locals = [], condition, start }, id): SessionHandler => {
    const handler: Handler = { id, probe: id, condition, locals, body, functions: [], owns: [], paired: undefined };
    return { handler, family: "test", phase, order, start };
  });
  const ir: Ir = {
    globals,
    probes: handlers.map(({ phase }, id) => ({ id, point: phase, written: phase, span })),
    records: [],
    programs: [],
    session,
    limits: { MAXSTRINGLEN: 128, MAXMAPENTRIES: 2048, MAXACTION: 1000, MAXACTION_INTERRUPTIBLE: 10_000, MAXERRORS: 0, MAXNESTING: 10, ...limits },
  };
  const { source: sessionSource, entries, facts } = emitJs(ir);
  return {
    ir, maps: [], programs: [], sites: [], layouts: [], ledger: [], spans: [],
    sessionSource, session: entries, sessionFacts: facts,
  };
}
