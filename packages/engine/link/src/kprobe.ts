import { UnsupportedError } from "@tapset/sys";
import type { Attach } from "./attachment.js";

/**
 * An instruction of the kernel, or with `kretprobe` the end of the function that begins there: a `kprobe` program, whose context is the
 * CPU's registers (`struct pt_regs`). Through perf since 4.17.
 */
export interface KprobeSpec {
  readonly kind: "kprobe" | "kretprobe";
  /** A function and bytes from its beginning (functions of modules as `MODULE:NAME`), or an address in hexadecimal digits. */
  readonly place: { readonly function: string; readonly offset: number } | { readonly address: string };
}

/** Bit of the PMU's `config` that asks for the end of a function. */
const RETPROBE = 1n;

/**
 * Attaches a program to a place in the kernel's code, on all CPUs. Like a trace event's, the perf event is never enabled: the kernel runs
 * the programs anyway, and would only count and sample beside.
 */
export const attachKprobe: Attach<KprobeSpec> = (kernel, program, { kind, place }) => {
  const type = kernel.perf.pmuType("kprobe");
  if (type === undefined) throw new UnsupportedError("kprobe", "this kernel's perf has no kprobes");
  const [cpu = 0] = kernel.cpus.online();
  const counter = {
    kind: "dynamic",
    type,
    config: kind === "kretprobe" ? RETPROBE : 0n,
    ...("function" in place ? { config1: place.function, config2: BigInt(place.offset) } : { config2: BigInt(`0x${place.address}`) }),
  } as const;
  const event = kernel.perf.open({ counter, scope: { cpu } });
  try {
    kernel.perf.setProgram(event, program);
  } catch (error) {
    event.close();
    throw error;
  }
  // What a kprobe misses the kernel counts where perf can't ask.
  return { close: () => event.close() };
};
