import { setImmediate as eventLoopTurn, setTimeout as delay } from "node:timers/promises";
import type { Module } from "@tapset/compiler";
import type { Target } from "@tapset/core";
import { type Diagnostic, hasErrors } from "@tapset/language";
import { runSession, type SessionOptions, type SessionSummary } from "@tapset/runtime";
import { type CompiledScript, ScriptRefusedError } from "./compile-script.js";
import type { InterpretedKernel } from "./interpreted-kernel/interpreted-kernel.js";
import { MemorySink } from "./memory-sink.js";

/** What a compiled script is run with. */
export interface CompiledRunOptions extends Pick<SessionOptions, "format" | "ringBytes" | "pid" | "failOnLoss" | "ended"> {
  /** The one it was compiled for. */
  readonly target: Target;
  readonly interpreted: InterpretedKernel;
  /** Lets happen what is to happen once the probes are armed. After it, and unless the script has called exit(), comes a Ctrl-C. */
  readonly happen: () => void;
}

/** How a compiled script's run went. */
export interface CompiledRun {
  /** What the script printed, a latin1 character a byte. */
  readonly output: string;
  /** What was said beside it: warn(), errors, losses. */
  readonly messages: string;
  /** The compiler's warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why it ended, its ledger, what was lost. */
  readonly summary: SessionSummary;
  readonly module: Module;
}

/**
 * Runs a compiled script on an interpreted kernel.
 *
 * @throws ScriptRefusedError when it didn't compile
 * @throws ProgramFault (of @tapset/asm/interpreter) when a kernel handler does what a verifier would have refused: a bug
 */
export async function runCompiled(compiled: CompiledScript, options: CompiledRunOptions): Promise<CompiledRun> {
  const { module, diagnostics } = compiled;
  if (module === undefined || hasErrors(diagnostics)) throw new ScriptRefusedError(diagnostics);
  const { target, interpreted, happen, ...session } = options;
  const [stdout, stderr] = [new MemorySink(), new MemorySink()];
  const story = new Story(interpreted, happen);
  const summary = await runSession(module, {
    ...sessionParts(compiled, target),
    ...session,
    ...{ stdout, stderr },
    kernel: () => interpreted.kernel,
    clock: interpreted.kernel.clocks,
    interrupts: (listener) => story.interruptible(listener),
    armed: () => void story.tell(),
  });
  if (story.failure !== undefined) throw story.failure;
  const { unclosed } = interpreted;
  if (unclosed.length > 0) throw new Error(`the session left descriptors open: ${unclosed.join(", ")}`);
  return { output: stdout.text, messages: stderr.text, diagnostics, summary, module };
}

/** What a session needs of the tapsets and of the kernel it was compiled for. */
export function sessionParts({ view }: Pick<CompiledScript, "view">, target: Target): Pick<SessionOptions, "family" | "host" | "btf" | "hz"> {
  return {
    family: (name) => view?.families.find((family) => family.name === name),
    host: view?.host ?? {},
    btf: () => target.btf,
    hz: () => target.hz,
  };
}

/** What happens to a session while its probes are armed. */
class Story {
  failure: Error | undefined;
  readonly #kernel: InterpretedKernel;
  readonly #happen: () => void;
  #interrupt: (() => void) | undefined;

  constructor(kernel: InterpretedKernel, happen: () => void) {
    this.#kernel = kernel;
    this.#happen = happen;
  }

  /** Sessions listen here for Ctrl-C; when they stop listening they are over. */
  interruptible(listener: () => void): () => void {
    this.#interrupt = listener;
    return () => {
      this.#interrupt = undefined;
    };
  }

  /** Lets everything happen, gives the session the time to read what was sent, and ends it. */
  async tell(): Promise<void> {
    try {
      this.#happen();
      while (this.#interrupt !== undefined && this.#kernel.hasRecords) await delay(1);
    } catch (error) {
      this.failure = error as Error;
    }
    // What was asked for last, exit() maybe, is seen to first: a second wish to end would cut the session short.
    await eventLoopTurn();
    this.#interrupt?.();
  }
}
