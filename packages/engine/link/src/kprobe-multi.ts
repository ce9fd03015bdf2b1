import type { Attach } from "./attachment.js";

/**
 * Functions of the kernel, all at once, where they begin or return: a `kprobe` program with expected attach type
 * `trace_kprobe_multi`, whose context is the CPU's registers (`struct pt_regs`). Since 5.18, on kernels with CONFIG_FPROBE.
 */
export interface KprobeMultiSpec {
  readonly kind: "kprobe-multi" | "kretprobe-multi";
  readonly functions: readonly string[];
}

/** Attaches a program to all of the functions; the kernel refuses all where it refuses one. What it misses is counted since 6.7 only, and nowhere before. */
export const attachKprobeMulti: Attach<KprobeMultiSpec> = (kernel, program, { kind, functions }) =>
  kernel.links.create({ program, attachType: "trace_kprobe_multi", kprobeMulti: { symbols: functions, isReturn: kind === "kretprobe-multi" } });
