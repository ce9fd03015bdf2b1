import type { Fact, Handler, Ir } from "@tapset/core";
import type { SessionEntry } from "../module.js";
import { ConstantPool } from "./constant-pool.js";
import { HandlerEmitter } from "./handler-emitter.js";

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
}

/** Emits the session handlers as JavaScript. Handlers of the phase `never` are emitted too, so that they are checked. */
export function emitJs(ir: Ir): SessionProgram {
  const pool = new ConstantPool();
  const functions = ir.session.map(({ handler }) => emitHandler(handler, pool));
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
  return { source, entries, facts: pool.facts };
}

function emitHandler(handler: Handler, pool: ConstantPool): readonly string[] {
  const emitter = new HandlerEmitter(pool);
  emitter.indented(() => {
    if (handler.condition !== undefined) emitter.line(`if (!${emitter.condition(handler.condition)}) return false;`);
    emitter.statements(handler.body);
    emitter.line("return true;");
  });
  const body = emitter.finish();
  const locals = emitter.usedLocals().map(({ name, initial }) => `    let ${name} = ${initial};`);
  return [`  ${handler.id}() {`, "    let actions = rt.actions;", ...locals, ...body, "  },"];
}
