import type { Attachment, AttachSpec } from "@tapset/core";
import { attachTpBtf, type TpBtfSpec } from "@tapset/link";
import type { Fd, Kernel } from "@tapset/sys";

/** Where system calls fire: the kernel's tracepoints for entry and exit. */
export type SyscallSpec = AttachSpec & TpBtfSpec;

/** Attaches a program to the entry or the exit of all system calls. */
export function attach(kernel: Kernel, program: Fd, spec: AttachSpec): Attachment {
  return attachTpBtf(kernel, program, spec as SyscallSpec);
}
