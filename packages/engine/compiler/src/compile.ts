import type { Ir, Limits, RegistryView, Target } from "@tapset/core";
import { hasErrors, type Script } from "@tapset/language";
import { elaborate, type ElaborateOptions } from "./elaborate/elaborate.js";
import type { Elaborated, SemanticDiagnostic } from "./elaborated.js";
import { emitBpf } from "./emit-bpf/emit-bpf.js";
import { emitJs } from "./emit-js/emit-js.js";
import { infer } from "./infer/infer.js";
import type { Typed } from "./infer/typed.js";
import { lower } from "./lower/lower.js";
import type { Module } from "./module.js";

/** Options of {@link compile}. */
export interface CompileOptions extends ElaborateOptions {
  readonly limits: Limits;
  /** `-t`: every run of a kernel handler is timed, not a sample of them. */
  readonly timing?: boolean | undefined;
  /** `--suppress-handler-errors`: errors that nothing catches end their handler and nothing else. */
  readonly suppressErrors?: boolean | undefined;
  /** `--skip-badvars`: context variables that can't be resolved, or read when the handler runs, are 0. */
  readonly skipBadVariables?: boolean | undefined;
  /** Print at the end what the script writes and never reads. Default: yes; `--no-global-var-display`: no. */
  readonly showUnreadGlobals?: boolean | undefined;
  /** `-u`: nothing is left out for having no use. */
  readonly unoptimised?: boolean | undefined;
  /** `-g`: guru mode. Scripts may write what can change what the kernel does. */
  readonly guru?: boolean | undefined;
  /** Runs each pass, to time it. */
  readonly timed?: TimedPass | undefined;
}

/** What a pass has done: found what each name means and of what type it is, made the intermediate form, made the programs. */
export type CompilePass = "analyzed" | "translated" | "compiled";

/** Runs a pass and gives what it gives. */
export type TimedPass = <T>(pass: CompilePass, run: () => T) => T;

const untimed: TimedPass = (_pass, run) => run();

/** What each pass made, as far as it came, and everything there is to say. */
export interface Compilation {
  readonly diagnostics: readonly SemanticDiagnostic[];
  readonly elaborated: Elaborated;
  readonly typed: Typed;
  readonly ir?: Ir;
  readonly module?: Module;
}

/** Compiles a parsed script. Pure: the same input gives the same output on any machine. The one place that knows the order. */
export function compile(script: Script, view: RegistryView, target: Target, options: CompileOptions): Compilation {
  const { skipBadVariables, showUnreadGlobals, unoptimised, timing, suppressErrors, guru, timed = untimed } = options;
  const { elaborated, typed } = timed("analyzed", () => {
    const resolved = elaborate(script, view, target, options);
    // Also after errors: what is wrong elsewhere is to be said in the same run.
    return { elaborated: resolved, typed: infer(resolved, target, { skipBadVariables, unoptimised, guru }) };
  });
  // The passes after can do nothing with what is wrong, but have more to say of the rest.
  const isWrong = hasErrors(typed.diagnostics);
  const { ir, diagnostics } = timed("translated", () => lower(isWrong ? soundPart(typed) : typed, options.limits, { skipBadVariables, showUnreadGlobals, unoptimised }));
  // Only a script with something to run in the kernel, or to read in it, needs to know what the kernel can do.
  const kernelReads = (): boolean => target.feature("read-kernel").verdict !== "no";
  const { kernel, session } = timed("compiled", () => ({
    kernel: emitBpf(ir, { kernelReads: ir.programs.length === 0 || kernelReads(), timesEveryRun: timing, suppressErrors, symbols: () => target.symbols() }),
    session: isWrong || hasErrors(diagnostics) ? undefined : emitJs(ir, { kernelReads }),
  }));
  const said = [...diagnostics, ...kernel.diagnostics];
  if (isWrong) return { elaborated, typed, diagnostics: withoutGuesses(elaborated, [...typed.diagnostics, ...said]) };
  if (session === undefined) return { elaborated, typed, diagnostics: said };
  const module: Module = { ir, ...kernel, sessionSource: session.source, session: session.entries, sessionFacts: session.facts, sessionReads: session.readsMemory };
  return { elaborated, typed, ir, module, diagnostics: [...said, ...session.diagnostics] };
}

/** The handlers that nothing is wrong with. */
function soundPart(typed: Typed): Typed {
  return { ...typed, handlers: typed.handlers.filter(({ isSound }) => isSound), diagnostics: [] };
}

/** Warnings of unused and unassigned variables are guesswork while probes that didn't resolve are missing. */
function withoutGuesses(elaborated: Elaborated, diagnostics: readonly SemanticDiagnostic[]): readonly SemanticDiagnostic[] {
  return hasErrors(elaborated.diagnostics) ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics;
}
