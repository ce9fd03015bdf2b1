import type { Ir } from "@tapset/core";
import { emitJs } from "../../src/emit-js/emit-js.js";
import { createStores } from "../../../runtime/src/globals/create-stores.js";
import { Output } from "../../../runtime/src/output/output.js";
import { bindFunctions } from "../../../runtime/src/session/session-runtime.js";
import { SessionLosses } from "../../../runtime/src/session/session-losses.js";
import { ScriptError } from "../../../runtime/src/script-error.js";
import type { RandomHandler } from "./random-handler.js";

/** What the other engine says the handler prints when it runs a few times, and whether each run failed. */
export function runInSession({ globals, locals, body }: RandomHandler, runs: number, limits: Ir["limits"]): string[] {
  const handler = { id: 1, probe: 0, condition: undefined, locals, body, functions: [], owns: [], paired: undefined };
  const ir: Ir = { globals: globals.list, probes: [], records: [], programs: [], session: [{ handler, family: "test", phase: "events", order: 0, start: { kind: "test" } }], limits };
  const { source, facts } = emitJs(ir);
  let printed = "";
  const output = new Output({
    output: (bytes: Uint8Array) => void (printed += Buffer.from(bytes).toString("latin1")),
    log: () => undefined,
    message: () => undefined,
    loss: () => undefined,
    end: () => undefined,
  });
  const environment = { get: () => 0n, comm: () => "test" };
  const { functions } = bindFunctions(source, {
    globals: createStores(globals.list, []),
    facts,
    host: {},
    identity: { name: "test", namespacesOf: undefined, sizes: { programBytes: 0, mapBytes: 0 } },
    environment,
    memory: undefined,
    output,
    losses: new SessionLosses(),
    actions: limits.MAXACTION_INTERRUPTIBLE,
    exit: () => undefined,
  });
  return Array.from({ length: runs }, () => {
    printed = "";
    let failure = "";
    try {
      functions[1]?.();
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      failure = `ERROR: ${error.message}`;
    }
    output.flush();
    return printed + failure;
  });
}
