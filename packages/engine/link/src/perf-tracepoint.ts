import type { Attach } from "./attachment.js";

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
 *
 * One perf event does for all CPUs: the kernel runs the programs of a trace event wherever it happens. The perf event is
 * never enabled, since that would only make the kernel count and sample beside running the program.
 */
export const attachPerfTracepoint: Attach<PerfTracepointSpec> = (kernel, program, spec) => {
  const [cpu = 0] = kernel.cpus.online();
  const event = kernel.perf.open({ counter: { kind: "tracepoint", id: spec.id }, scope: { cpu } });
  try {
    kernel.perf.setProgram(event, program);
  } catch (error) {
    event.close();
    throw error;
  }
  // No count of misses: perf drops an event that happens while it handles another one before programs are thought of.
  return { close: () => event.close() };
};
