import { UnsupportedError } from "@tapset/sys";
import type { Attach } from "./attachment.js";
import { attachIdlePerfEvent } from "./idle-perf-event.js";

/** An instruction by a symbol, mostly a function (those of modules as `MODULE:NAME`), and bytes from it. */
export interface SymbolPlace {
  readonly function: string;
  readonly offset: number;
}

/**
 * An instruction of the kernel, or with `kretprobe` the end of the function that begins there: a `kprobe` program, whose context is the
 * CPU's registers (`struct pt_regs`). Through perf since 4.17.
 */
export interface KprobeSpec {
  readonly kind: "kprobe" | "kretprobe";
  /** By a symbol, or by an address in hexadecimal digits. */
  readonly place: SymbolPlace | { readonly address: string };
}

/** Bit of the PMU's `config` that asks for the end of a function. */
const RETPROBE = 1n;

/** Attaches a program to a place in the kernel's code, on all CPUs. */
export const attachKprobe: Attach<KprobeSpec> = (kernel, program, { kind, place }) => {
  const type = kernel.perf.pmuType("kprobe");
  if (type === undefined) throw new UnsupportedError("kprobe", "this kernel's perf has no kprobes");
  // What a kprobe misses the kernel counts where perf can't ask.
  return attachIdlePerfEvent(kernel, program, {
    kind: "dynamic",
    type,
    config: kind === "kretprobe" ? RETPROBE : 0n,
    ...("function" in place ? { config1: place.function, config2: BigInt(place.offset) } : { config2: BigInt(`0x${place.address}`) }),
  });
};
