import { emitBpf, emitJs, type Module } from "@tapset/compiler";
import type { Expr, Global, Handler, Ir, KernelProgram, Local, LongExpr, SessionHandler, Stmt } from "@tapset/core";
import { createKernel } from "@tapset/sys";
import type { SessionOptions } from "@tapset/runtime";
import { span, type TestHandler } from "../session/script.js";
import { rawFamily } from "./raw-module.js";

/** Number of getppid(2) on x86-64: the system call tests make on purpose. */
const GETPPID = 110;

/** The number of the system call, in sys_enter. */
export const syscallNumber: LongExpr = { type: "long", op: "context", offset: 8, size: 8, signed: true };
export const comm: Expr = { type: "string", op: "comm", bound: 15 };
export const tgid: LongExpr = {
  type: "long", op: "binary", operator: "shr", left: { type: "long", op: "environment", name: "pid_tgid" }, right: { type: "long", op: "const", value: 32n },
};

/** Only the getppid calls of the session's command. */
const isWanted: LongExpr = {
  type: "long",
  op: "logical",
  operator: "and",
  left: { type: "long", op: "compare", comparison: "eq", left: syscallNumber, right: { type: "long", op: "const", value: BigInt(GETPPID) } },
  right: { type: "long", op: "compare", comparison: "eq", left: tgid, right: { type: "long", op: "environment", name: "target" } },
};

/** A script whose kernel handler runs for each getppid of the command, beside session handlers. */
export interface KernelScript {
  readonly globals: readonly Global[];
  readonly body: readonly Stmt[];
  readonly locals?: readonly Local[];
  readonly session: readonly (TestHandler & { readonly owns?: readonly Global[] })[];
  readonly limits?: Partial<Ir["limits"]>;
}

export function compileScript({ globals, body, locals = [], session, limits = {} }: KernelScript): Module {
  const handlers = session.map(({ phase, order = 0, body: statements, locals: own = [], start, owns = [] }, id): SessionHandler => ({
    handler: { id, probe: id, condition: undefined, locals: own, body: statements, functions: [], owns, paired: undefined },
    family: "ticking", phase, order, start,
  }));
  const id = handlers.length;
  const wanted: Stmt = { op: "if", condition: isWanted, then: body, otherwise: [] };
  const handler: Handler = { id, probe: id, condition: undefined, locals, body: [wanted], functions: [], owns: [], paired: undefined };
  const program: KernelProgram = {
    id: 0, name: "sys_enter", family: "raw", program: { type: "RAW_TRACEPOINT" }, attach: [{ kind: "raw-tracepoint", tracepoint: "sys_enter" }],
    selector: undefined, cases: [{ when: undefined, handler }], skipSelf: true,
  };
  const ir: Ir = {
    globals,
    probes: [...session.map(({ phase }, index) => ({ id: index, point: phase, written: phase, span })), { id, point: "getppid", written: "getppid", span }],
    records: [],
    programs: [program],
    session: handlers,
    limits: { MAXSTRINGLEN: 128, MAXMAPENTRIES: 2048, MAXACTION: 1000, MAXACTION_INTERRUPTIBLE: 10_000, MAXERRORS: 0, MAXNESTING: 10, ...limits },
  };
  const { diagnostics, ...kernel } = emitBpf(ir);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const { source, entries, facts } = emitJs(ir);
  return { ir, ...kernel, sessionSource: source, session: entries, sessionFacts: facts };
}

/** Runs on the live kernel, with a command that makes this many getppid calls. */
export function withCalls(calls: number): Partial<SessionOptions> {
  return {
    kernel: createKernel,
    family: (name) => (name === "raw" ? rawFamily : ticking),
    command: `perl -e 'getppid for 1..${calls}'`,
    interrupts: () => () => undefined,
  };
}

const ticking: ReturnType<SessionOptions["family"]> = {
  name: "ticking",
  patterns: [],
  derive: () => ({ kind: "probes", probes: [] }),
  loadStart: () => Promise.resolve({ start: (host, spec, fire) => host.timer(() => BigInt(String(spec["intervalNs"])), fire) }),
};
