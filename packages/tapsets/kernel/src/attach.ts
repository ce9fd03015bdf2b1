import type { Attachment, AttachSpec, JointAttachment } from "@tapset/core";
import {
  attachKprobe,
  attachKprobeEvent,
  attachKprobeMulti,
  attachPerfTracepoint,
  attachRawTracepoint,
  attachTpBtf,
  attachTrampoline,
  type KprobeSpec,
  type PerfTracepointSpec,
  type RawTracepointSpec,
  type SymbolPlace,
  type TpBtfSpec,
  type TrampolineSpec,
} from "@tapset/link";
import type { Fd, Kernel } from "@tapset/sys";

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

/** Attaches a program to all of its functions, where the kernel can at once. */
export function attachAll(kernel: Kernel, program: Fd, specs: readonly AttachSpec[]): JointAttachment | undefined {
  const functions = specs as readonly FunctionSpec[];
  const attached: JointAttachment[] = [];
  const close = (): void => {
    for (const each of attached) each.close();
  };
  try {
    // One program may serve functions where they begin and where they return.
    for (const kind of new Set(functions.map((each) => each.kind))) {
      const attachment = attachKind(kernel, program, kind, functions.filter((each) => each.kind === kind));
      if (attachment === undefined) {
        close();
        return undefined;
      }
      attached.push(attachment);
    }
  } catch (error) {
    close();
    throw error;
  }
  return { close, refused: attached.flatMap(({ refused = [] }) => refused) };
}

function attachKind(kernel: Kernel, program: Fd, kind: FunctionSpec["kind"], specs: readonly FunctionSpec[]): JointAttachment | undefined {
  switch (kind) {
    case "kprobe-multi":
    case "kretprobe-multi":
      return attachKprobeMulti(kernel, program, { kind, functions: specs.map((each) => (each as OneOfFunctionsSpec).function) });
    case "kprobe":
    case "kretprobe":
      return attachByEvent(kernel, program, kind, specs as readonly (FunctionSpec & KprobeSpec)[]);
    default:
      return undefined;
  }
}

function attachByEvent(kernel: Kernel, program: Fd, kind: KprobeSpec["kind"], specs: readonly (FunctionSpec & KprobeSpec)[]): JointAttachment | undefined {
  const places = specs.flatMap(({ place }): SymbolPlace[] => ("function" in place ? [place] : []));
  if (places.length < specs.length) return undefined;
  const attachment = attachKprobeEvent(kernel, program, { kind, places });
  if (attachment === undefined) return undefined;
  const refused = specs.flatMap((spec, at) => attachment.refused.flatMap(({ index, error }) => (index === at ? [{ spec, cause: error }] : [])));
  return { close: () => attachment.close(), refused };
}
