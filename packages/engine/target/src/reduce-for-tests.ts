import { tracepoints } from "@tapset/btf";
import type { KernelTarget } from "./kernel-target.js";
import { reduceTarget } from "./reduce-target.js";

/** How far from tracepoints' arguments tests look. */
const POINTERS = 2;

/**
 * A target cut down to what tests ask about, a twentieth of its size: every trace event, every tracepoint with its arguments and
 * what is two pointers away from them, the task, the configuration, the feature answers. Left out are other types, modules, and
 * symbols, whose addresses are one boot's alone. Throws when the kernel doesn't show its types.
 */
export function reduceForTests(target: KernelTarget): KernelTarget {
  const { btf } = target;
  if (btf === undefined) throw new Error("this kernel doesn't show its types");
  const types = [
    ...tracepoints(btf).flatMap((name) => [
      { kind: "typedef", name: `btf_trace_${name}` } as const,
      { kind: "func", name: `__traceiter_${name}` } as const,
    ]),
    { kind: "struct", name: "task_struct" } as const,
    { kind: "struct", name: "pt_regs" } as const,
  ].filter(({ kind, name }) => btf.byName(kind, name) !== undefined);
  return reduceTarget(target, { types, pointers: POINTERS, keepsEvent: () => true, keepsOption: () => true });
}
