import type { Fd, Kernel, PerfCounter } from "@tapset/sys";
import type { Attachment } from "./attachment.js";

/**
 * Attaches a program to what happens at a place, a trace event or a kprobe, on all CPUs. One perf event does for all of them: the kernel
 * runs the programs of such a place wherever it's passed. The perf event is never enabled, since that would only make the kernel
 * count and sample beside running the program. There is no count of misses.
 */
export function attachIdlePerfEvent(kernel: Kernel, program: Fd, counter: PerfCounter): Attachment {
  const [cpu = 0] = kernel.cpus.online();
  const event = kernel.perf.open({ counter, scope: { cpu } });
  try {
    kernel.perf.setProgram(event, program);
  } catch (error) {
    event.close();
    throw error;
  }
  return { close: () => event.close() };
}
