import { hasErrors } from "@tapset/language";
import { runSession } from "@tapset/runtime";
import { compileScript, type ScriptOptions, ScriptRefusedError } from "./compile-script.js";
import { MemorySink } from "./memory-sink.js";
import { type CompiledRun, sessionParts } from "./run-compiled.js";
import { thisMachine } from "./this-machine.js";

/** What a session on the live kernel is run with. */
export interface NativeOptions extends Omit<ScriptOptions, "target"> {
  /** -c: a command that runs while the probes are armed; the session ends with it. */
  readonly command?: string;
  /** Runs in this process while the probes are armed; the session ends after it, unless there is a command too. */
  readonly workload?: () => void | Promise<void>;
  /** --target-namespaces: the process whose namespaces ids are told in. */
  readonly namespacesOf?: number;
  /** -T: ends the session that nothing else ends. 10 s unless said. */
  readonly timeoutMs?: number;
  readonly format?: "text" | "ndjson";
}

/** How a session on the live kernel went. */
export type NativeRun = CompiledRun;

const DEFAULT_TIMEOUT_MS = 10_000;

/**
 * Runs a script on the kernel of this machine: probes real events, so it takes the privileges for it. Nothing stays
 * attached.
 *
 * @throws ScriptRefusedError when it doesn't compile; the errors of @tapset/sys and @tapset/runtime when it can't start
 */
export async function nativeSession(text: string, options: NativeOptions = {}): Promise<NativeRun> {
  const { command, workload, namespacesOf, timeoutMs = DEFAULT_TIMEOUT_MS, format } = options;
  const { kernel, target } = thisMachine();
  const compiled = await compileScript(text, { ...options, target });
  const { module, diagnostics } = compiled;
  if (module === undefined || hasErrors(diagnostics)) throw new ScriptRefusedError(diagnostics);
  const [stdout, stderr] = [new MemorySink(), new MemorySink()];
  let interrupt = (): void => undefined;
  let failure: unknown;
  const work = async (): Promise<void> => {
    try {
      await workload?.();
    } catch (error) {
      failure = error;
    }
    if (command === undefined || failure !== undefined) interrupt();
  };
  const summary = await runSession(module, {
    ...sessionParts(compiled, target),
    ...{ stdout, stderr, timeoutMs },
    kernel: () => kernel,
    interrupts: (listener) => {
      interrupt = listener;
      return () => {
        interrupt = () => undefined;
      };
    },
    ...(workload !== undefined && { armed: () => void work() }),
    ...(command !== undefined && { command }),
    ...(namespacesOf !== undefined && { namespacesOf }),
    ...(format !== undefined && { format }),
  });
  if (failure !== undefined) throw failure as Error;
  return { output: stdout.text, messages: stderr.text, diagnostics, summary, module };
}
