import type { Attachment, AttachSpec } from "@tapset/core";
import { attachPerfEvent, type PerfEventSpec } from "@tapset/link";
import type { Fd, Kernel } from "@tapset/sys";

/** timer.profile's attachment: the software clock of every CPU, once a tick. */
export type ProfileSpec = AttachSpec & PerfEventSpec;

/** Attaches a program to every CPU's clock. */
export function attach(kernel: Kernel, program: Fd, spec: AttachSpec): Attachment {
  return attachPerfEvent(kernel, program, spec as ProfileSpec);
}
