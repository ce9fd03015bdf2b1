import type { Fd, Kernel } from "@tapset/sys";
import type { Attachment } from "./attachment.js";

/** A typed raw tracepoint: `tracing` program, expected attach type `trace_raw_tp` (since 5.5). */
export interface TpBtfSpec {
  readonly kind: "tp-btf";
  /** The tracepoint, for messages: the program was loaded for its BTF id. */
  readonly tracepoint: string;
}

/** Attaches a program to the tracepoint it was loaded for. The program stays the caller's. */
export function attachTpBtf(kernel: Kernel, program: Fd, spec: TpBtfSpec): Attachment {
  void spec;
  const link = kernel.links.openRawTracepoint(program);
  return { close: () => link.close(), missed: () => kernel.programs.info(program).recursionMisses };
}
