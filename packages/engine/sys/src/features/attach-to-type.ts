import type { AttachType } from "../abi/bpf-enums.js";
import type { Fd } from "../fd.js";
import { attachOnce } from "./attach-once.js";
import { no, unknown } from "./feature.js";
import type { FeatureAnswer, FeatureContext } from "./feature.js";

const path = "/sys/kernel/btf";

/** Attaches a `tracing` program to something that the kernel's BTF describes. */
export function attachToType(
  { kernel, btfId, files }: FeatureContext,
  kind: "typedef" | "func",
  name: string,
  expectedAttachType: AttachType,
  attach: (program: Fd) => Fd = (program) => kernel.links.openRawTracepoint(program),
): FeatureAnswer {
  if (btfId === undefined) return unknown("nobody to look up types in the kernel's BTF");
  const attachBtfId = btfId(kind, name);
  if (attachBtfId !== undefined) return attachOnce(kernel, { type: "tracing", expectedAttachType, attachBtfId }, attach);
  return no(files.list(path).includes("vmlinux") ? `the kernel's types know no ${name}` : `the kernel shows no types (${path}/vmlinux is missing)`);
}
