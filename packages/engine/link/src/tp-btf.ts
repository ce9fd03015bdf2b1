import type { Attach } from "./attachment.js";

/**
 * A typed raw tracepoint: a `tracing` program with expected attach type `trace_raw_tp`, loaded for the BTF id of
 * `btf_trace_NAME` (since 5.5).
 */
export interface TpBtfSpec {
  readonly kind: "tp-btf";
  /** The tracepoint the program was loaded for; the kernel knows it already. */
  readonly tracepoint: string;
}

/** Attaches a program to the tracepoint it was loaded for. */
export const attachTpBtf: Attach<TpBtfSpec> = (kernel, program) => {
  const link = kernel.links.openRawTracepoint(program);
  return {
    close: () => link.close(),
    missed: () => kernel.programs.info(program).recursionMisses,
  };
};
