import type { Attachment, AttachSession, AttachSpec } from "@tapset/core";
import { attachPerfEvent, threadsOf, type CounterSpec, type PerfEventSpec, type ProcessSpec } from "@tapset/link";
import { Errno, SyscallError, UnsupportedError, type Fd, type Kernel } from "@tapset/sys";

/** A watchpoint. */
export interface WatchSpec extends AttachSpec, Omit<PerfEventSpec, "threads" | "counter" | "kind"> {
  readonly kind: "perf-event";
  readonly counter: Extract<CounterSpec, { readonly address: string }>;
  /** Whose memory: the kernel's unless given. Without a program, that of the process of -c or -x. */
  readonly process?: ProcessSpec;
}

/** Attaches a program to a watchpoint on every CPU, or in the threads of a process and whatever they start. */
export function attach(kernel: Kernel, program: Fd, spec: AttachSpec, session: AttachSession): Attachment {
  const { process, ...event } = spec as WatchSpec;
  try {
    return attachPerfEvent(kernel, program, process === undefined ? event : { ...event, threads: threadsOf(process, session.target) });
  } catch (error) {
    if (!(error instanceof SyscallError) || error.call !== "perf_event_open" || error.errno !== Errno.ENOSPC) throw error;
    throw new UnsupportedError("hardware breakpoints", "every register that the CPU has for them is taken", { alternative: "watch fewer addresses at once; a debugger's count too", cause: error });
  }
}
