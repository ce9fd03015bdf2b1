import type { Attachment, AttachSpec } from "@tapset/core";
import {
  attachPerfTracepoint,
  attachRawTracepoint,
  attachTpBtf,
  type PerfTracepointSpec,
  type RawTracepointSpec,
  type TpBtfSpec,
} from "@tapset/link";
import type { Fd, Kernel } from "@tapset/sys";

/** How a trace point is attached: typed where BTF knows it, else by its trace event's number. */
export type TraceSpec = AttachSpec & (TpBtfSpec | RawTracepointSpec | PerfTracepointSpec);

/** Attaches a program to a trace point. */
export function attach(kernel: Kernel, program: Fd, spec: AttachSpec): Attachment {
  const trace = spec as TraceSpec;
  switch (trace.kind) {
    case "tp-btf":
      return attachTpBtf(kernel, program, trace);
    case "raw-tracepoint":
      return attachRawTracepoint(kernel, program, trace);
    case "perf-tracepoint":
      return attachPerfTracepoint(kernel, program, trace);
  }
}
