import { setImmediate as eventLoopTurn, setTimeout as delay } from "node:timers/promises";
import type { Module } from "@tapset/compiler";
import type { Target } from "@tapset/core";
import { type Diagnostic, hasErrors } from "@tapset/language";
import { runSession, type SessionOptions, type SessionSummary } from "@tapset/runtime";
import { compileScript, type CompiledScript, type ScriptOptions, ScriptRefusedError } from "./compile-script.js";
import { defaultTarget } from "./default-target.js";
import { deliver } from "./deliver.js";
import { InterpretedKernel } from "./interpreted-kernel/interpreted-kernel.js";
import type { InventedEvent } from "./invented-event.js";
import { MemorySink } from "./memory-sink.js";

/** What a script is run with. */
export interface RunOptions extends ScriptOptions {
  /** What happens once the probes are armed, in order. After it, and unless the script has called exit(), comes a Ctrl-C. */
  readonly events?: readonly InventedEvent[];
  readonly format?: SessionOptions["format"];
  /** Bytes of the ring between kernel handlers and the session; a power of two. */
  readonly ringBytes?: number;
}

/** How a run went. */
export interface ScriptRun {
  /** What the script printed, a latin1 character a byte. */
  readonly output: string;
  /** What was said beside it: warn(), errors, losses. */
  readonly messages: string;
  /** The compiler's warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why it ended, its ledger, what was lost. */
  readonly summary: SessionSummary;
  readonly module: Module;
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
  const { module, diagnostics } = compiled;
  if (module === undefined || hasErrors(diagnostics)) throw new ScriptRefusedError(diagnostics);
  const { target = defaultTarget(), events = [] } = options;
  const interpreted = new InterpretedKernel(target);
  const [stdout, stderr] = [new MemorySink(), new MemorySink()];
  const story = new Story(interpreted, target, events);
  const summary = await runSession(module, {
    ...sessionParts(compiled, target),
    ...{ stdout, stderr },
    kernel: () => interpreted.kernel,
    clock: interpreted.kernel.clocks,
    interrupts: (listener) => story.interruptible(listener),
    armed: () => void story.tell(),
    ...(options.format !== undefined && { format: options.format }),
    ...(options.ringBytes !== undefined && { ringBytes: options.ringBytes }),
  });
  if (story.failure !== undefined) throw story.failure;
  const { unclosed } = interpreted;
  if (unclosed.length > 0) throw new Error(`the session left descriptors open: ${unclosed.join(", ")}`);
  return { output: stdout.text, messages: stderr.text, diagnostics, summary, module, unheard: story.unheard };
}

/** What a session needs of the tapsets and of the kernel it was compiled for. */
export function sessionParts({ view }: CompiledScript, target: Target): Pick<SessionOptions, "family" | "host" | "btf" | "hz"> {
  return {
    family: (name) => view?.families.find((family) => family.name === name),
    host: view?.host ?? {},
    btf: () => target.btf,
    hz: () => target.hz,
  };
}

/** What happens to a session while its probes are armed. */
class Story {
  readonly unheard: string[] = [];
  failure: Error | undefined;
  readonly #kernel: InterpretedKernel;
  readonly #target: Target;
  readonly #events: readonly InventedEvent[];
  #interrupt: (() => void) | undefined;

  constructor(kernel: InterpretedKernel, target: Target, events: readonly InventedEvent[]) {
    this.#kernel = kernel;
    this.#target = target;
    this.#events = events;
  }

  /** Sessions listen here for Ctrl-C; when they stop listening they are over. */
  interruptible(listener: () => void): () => void {
    this.#interrupt = listener;
    return () => {
      this.#interrupt = undefined;
    };
  }

  /** Lets the events happen, gives the session the time to read what they sent, and ends it. */
  async tell(): Promise<void> {
    try {
      for (const event of this.#events) {
        const place = deliver(event, this.#kernel, this.#target);
        if (place !== undefined) this.unheard.push(place);
      }
      while (this.#interrupt !== undefined && this.#kernel.hasRecords) await delay(1);
    } catch (error) {
      this.failure = error as Error;
    }
    // What was asked for last, exit() maybe, is seen to first: a second wish to end would cut the session short.
    await eventLoopTurn();
    this.#interrupt?.();
  }
}
