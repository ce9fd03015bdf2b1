import type { Attach } from "./attachment.js";

/** A raw tracepoint: a `raw_tracepoint` program, which sees the tracepoint's arguments as 64-bit words (since 4.17). */
export interface RawTracepointSpec {
  readonly kind: "raw-tracepoint";
  /** The tracepoint without its subsystem: `sched_switch`. */
  readonly tracepoint: string;
}

/** Attaches a program to a tracepoint. */
export const attachRawTracepoint: Attach<RawTracepointSpec> = (kernel, program, spec) => {
  const link = kernel.links.openRawTracepoint(program, spec.tracepoint);
  return {
    close: () => link.close(),
    missed: () => kernel.programs.info(program).recursionMisses,
  };
};
