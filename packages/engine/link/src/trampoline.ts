import type { Attach } from "./attachment.js";

/**
 * A function of the kernel, at its beginning or its end: a `tracing` program with expected attach type `trace_fentry` or
 * `trace_fexit`, loaded for the function's BTF id (since 5.5; functions of modules since 5.11). Its context is the
 * arguments as 64-bit words, at the end with the result behind them.
 */
export interface TrampolineSpec {
  readonly kind: "fentry" | "fexit";
  /** The function the program was loaded for; the kernel knows it already. */
  readonly function: string;
  readonly module?: string;
}

/**
 * Attaches a program to the function it was loaded for. `missed` counts the calls that came while the program was running
 * on that CPU: in interrupts, and in other tasks where the kernel is fully preemptible.
 */
export const attachTrampoline: Attach<TrampolineSpec> = (kernel, program) => {
  const link = kernel.links.openRawTracepoint(program);
  return {
    close: () => link.close(),
    missed: () => kernel.programs.info(program).recursionMisses,
  };
};
