import type { Attachment, AttachSpec } from "@tapset/core";
import { attachPerfEvent, type PerfEventSpec } from "@tapset/link";
import type { Fd, Kernel } from "@tapset/sys";

/** What `derive` says of where to attach: data, which can be written as JSON. */
export type CounterSpec = AttachSpec & PerfEventSpec;

/** Attaches a loaded program to the counter on every CPU. Closing what it returns detaches it. */
export function attach(kernel: Kernel, program: Fd, spec: AttachSpec): Attachment {
  return attachPerfEvent(kernel, program, spec as CounterSpec);
}
