import type { Attachment, AttachSpec } from "@tapset/core";
import {
  attachKprobe,
  attachKprobeMulti,
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

export { attachAll } from "./attach-all.js";

/** How a trace point is attached: typed where BTF knows it, else by its trace event's number. */
export type TraceSpec = AttachSpec & (TpBtfSpec | RawTracepointSpec | PerfTracepointSpec);
/** One of the functions that the kernel attaches a program to at once. */
export interface OneOfFunctionsSpec extends AttachSpec {
  readonly kind: "kprobe-multi" | "kretprobe-multi";
  readonly function: string;
}
/** How a function is attached. */
export type FunctionSpec = (AttachSpec & (TrampolineSpec | KprobeSpec)) | OneOfFunctionsSpec;

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
    case "kprobe-multi":
    case "kretprobe-multi":
      return attachKprobeMulti(kernel, program, { kind: each.kind, functions: [each.function] });
  }
}
