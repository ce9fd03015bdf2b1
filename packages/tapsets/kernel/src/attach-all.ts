import type { AttachSpec, JointAttachment } from "@tapset/core";
import { attachKprobeEvent, attachKprobeMulti, type KprobeSpec, type SymbolPlace } from "@tapset/link";
import type { Fd, Kernel } from "@tapset/sys";
import type { FunctionSpec, OneOfFunctionsSpec } from "./attach.js";

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
  return { close: attachment.close, refused };
}
