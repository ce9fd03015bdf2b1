import type { Fact, FunctionBody, Handler, Ir, Limits } from "@tapset/core";
import type { Diagnostic } from "@tapset/language";
import type { SessionEntry } from "../module.js";
import { ConstantPool } from "./constant-pool.js";
import { functionName, HandlerEmitter } from "./handler-emitter.js";

/** The session's half of a script. */
export interface SessionProgram {
  /**
   * Body of a function of one argument `rt`, a {@link SessionRuntime}, that returns {@link SessionFunctions}. Empty
   * when there is nothing to run.
   */
  readonly source: string;
  readonly entries: readonly SessionEntry[];
  /** The facts the source asks for by name. */
  readonly facts: readonly Fact[];
  /** Whether the source reads memory. */
  readonly readsMemory: boolean;
  /** What the kernel won't let the handlers do. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Options of {@link emitJs}. */
export interface EmitJsOptions {
  /** Whether the kernel lets its memory be read: not under `lockdown=confidentiality`. Asked where a handler reads it; yes by default. */
  readonly kernelReads?: () => boolean;
}

/** Emits the session handlers as JavaScript. Handlers of the phase `never` are emitted too, so that they are checked. */
export function emitJs(ir: Ir, { kernelReads = () => true }: EmitJsOptions = {}): SessionProgram {
  const pool = new ConstantPool(kernelReads);
  const functions = ir.session.map(({ handler }) => emitHandler(handler, pool, ir.limits));
  const entries = ir.session.map(({ handler, family, phase, order, start }): SessionEntry => ({
    handler: handler.id,
    probe: handler.probe,
    family,
    phase,
    order,
    start,
    owns: handler.owns.map((global) => global.id),
  }));
  const source =
    functions.length === 0 ? "" : ['"use strict";', ...pool.declarations(), "return {", ...functions.flat(), "};", ""].join("\n");
  const { facts, readsMemory, diagnostics } = pool;
  return { source, entries, facts, readsMemory, diagnostics };
}

function emitHandler(handler: Handler, pool: ConstantPool, limits: Limits): readonly string[] {
  const calls = handler.functions.length === 0 ? undefined : { functions: handler.functions, maxNesting: limits.MAXNESTING };
  const emitter = new HandlerEmitter(pool, calls);
  emitter.indented(() => {
    if (handler.condition !== undefined) emitter.line(`if (!${emitter.condition(handler.condition)}) return false;`);
    emitter.statements(handler.body);
    emitter.line("return true;");
  });
  const functions = handler.functions.flatMap((each) => emitFunction(each, new HandlerEmitter(pool, calls)));
  const depth = calls === undefined ? [] : ["    let depth = 0;"];
  return [`  ${handler.id}() {`, "    let actions = rt.actions;", ...depth, ...functions, ...declarations(emitter, []), ...emitter.finish(), "  },"];
}

/** A function of a handler, within it: it spends the handler's actions. */
function emitFunction({ id, parameters, body }: FunctionBody, emitter: HandlerEmitter): readonly string[] {
  const names = parameters.map((parameter) => emitter.local(parameter));
  emitter.indented(() => emitter.indented(() => emitter.statements(body)));
  return [`    const ${functionName(id)} = (${names.join(", ")}) => {`, ...declarations(emitter, names), ...emitter.finish(), "    };"];
}

function declarations(emitter: HandlerEmitter, parameters: readonly string[]): readonly string[] {
  const locals = emitter.usedLocals().filter(({ name }) => !parameters.includes(name));
  return locals.map(({ name, initial }) => `    let ${name} = ${initial};`);
}
