import type { Attach } from "./attachment.js";
import { attachIdlePerfEvent } from "./idle-perf-event.js";

/** A trace event through perf: a `tracepoint` program, which sees the event's record as tracefs describes it (since 4.7). */
export interface PerfTracepointSpec {
  readonly kind: "perf-tracepoint";
  /** The trace event, for messages: `sched:sched_switch`. */
  readonly tracepoint: string;
  /** Its number in tracefs (`events/SUBSYSTEM/NAME/id`), which differs between kernels and boots. */
  readonly id: number;
}

/**
 * Attaches a program to a trace event on all CPUs. Closing takes some 75 ms, in which the kernel makes sure that nobody is
 * in the event any more; raw tracepoints don't wait.
 */
export const attachPerfTracepoint: Attach<PerfTracepointSpec> = (kernel, program, { id }) =>
  // Misses aren't counted: perf drops an event that happens while it handles another one before programs are thought of.
  attachIdlePerfEvent(kernel, program, { kind: "tracepoint", id });
