import type { Attachment, AttachSpec } from "@tapset/core";
import {
  attachKprobe,
  attachPerfTracepoint,
  attachRawTracepoint,
  attachTpBtf,
  attachTrampoline,
  type KprobeSpec,
  type PerfTracepointSpec,
  type RawTracepointSpec,
  type TpBtfSpec,
  type TrampolineSpec,
} from "@tapset/link";
import type { Fd, Kernel } from "@tapset/sys";

/** How a trace point is attached: typed where BTF knows it, else by its trace event's number. */
export type TraceSpec = AttachSpec & (TpBtfSpec | RawTracepointSpec | PerfTracepointSpec);
/** How a function is attached. */
export type FunctionSpec = AttachSpec & (TrampolineSpec | KprobeSpec);

/** Attaches a program to a trace point or a function. */
export function attach(kernel: Kernel, program: Fd, spec: AttachSpec): Attachment {
  const each = spec as TraceSpec | FunctionSpec;
  switch (each.kind) {
    case "tp-btf":
      return attachTpBtf(kernel, program, each);
    case "raw-tracepoint":
      return attachRawTracepoint(kernel, program, each);
    case "perf-tracepoint":
      return attachPerfTracepoint(kernel, program, each);
    case "fentry":
    case "fexit":
      return attachTrampoline(kernel, program, each);
    case "kprobe":
    case "kretprobe":
      return attachKprobe(kernel, program, each);
  }
}
