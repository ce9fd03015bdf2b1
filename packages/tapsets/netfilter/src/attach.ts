import type { Attachment, AttachSession, AttachSpec } from "@tapset/core";
import { attachNetfilter, type NetfilterSpec } from "@tapset/link";
import type { Fd, Kernel } from "@tapset/sys";

/** A hook. */
export type HookSpec = AttachSpec & NetfilterSpec;

/** Attaches a program to a hook, and says so where its priority is another than the script's. */
export function attach(kernel: Kernel, program: Fd, spec: AttachSpec, session: AttachSession): Attachment {
  const { family, hook, priority: asked } = spec as HookSpec;
  const attachment = attachNetfilter(kernel, program, spec as HookSpec);
  const { priority } = attachment;
  if (priority !== asked) session.note(`netfilter: priority ${asked} of hook ${hook}, family ${family}, can't be had; ${priority} is the next`);
  return attachment;
}
