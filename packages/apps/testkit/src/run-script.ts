import type { SessionOptions } from "@tapset/runtime";
import { compileScript, type ScriptOptions } from "./compile-script.js";
import { defaultTarget } from "./default-target.js";
import { deliver } from "./deliver.js";
import { InterpretedKernel } from "./interpreted-kernel/interpreted-kernel.js";
import type { InventedEvent } from "./invented-event.js";
import { type CompiledRun, runCompiled } from "./run-compiled.js";

/** What a script is run with. */
export interface RunOptions extends ScriptOptions {
  /** What happens once the probes are armed, in order. After it, and unless the script has called exit(), comes a Ctrl-C. */
  readonly events?: readonly InventedEvent[];
  readonly format?: SessionOptions["format"];
  /** Bytes of the ring between kernel handlers and the session; a power of two. */
  readonly ringBytes?: number;
}

/** How a run went. */
export interface ScriptRun extends CompiledRun {
  /** Where events happened that no probe was attached to: `tracepoint sched_switch`. */
  readonly unheard: readonly string[];
}

/**
 * Runs a script in this process, without privileges: session handlers on the JavaScript engine, kernel handlers on the BPF
 * interpreter, over made-up time and the events given. Between events the session doesn't read what kernel handlers
 * send (a timer's handler does, as always): more than the ring holds is dropped, and the ledger says so.
 *
 * @throws ScriptRefusedError when it doesn't compile
 * @throws ProgramFault (of @tapset/asm/interpreter) when a kernel handler does what a verifier would have refused: a bug
 */
export async function runScript(text: string, options: RunOptions = {}): Promise<ScriptRun> {
  const compiled = await compileScript(text, options);
  const { target = defaultTarget(), events = [], format, ringBytes } = options;
  const interpreted = new InterpretedKernel(target);
  const unheard: string[] = [];
  const happen = (): void => {
    for (const event of events) {
      const place = deliver(event, interpreted, target);
      if (place !== undefined) unheard.push(place);
    }
  };
  const run = await runCompiled(compiled, {
    ...{ target, interpreted, happen },
    ...(format !== undefined && { format }),
    ...(ringBytes !== undefined && { ringBytes }),
  });
  return { ...run, unheard };
}
