import type { Fd, SoftwareCounter } from "@tapset/sys";
import type { Attach } from "./attachment.js";

/** A software counter that fires on every CPU: a `perf_event` program (since 4.9). */
export interface PerfEventSpec {
  readonly kind: "perf-event";
  /** `cpu_clock` counts nanoseconds and ticks on idle CPUs too. */
  readonly counter: SoftwareCounter;
  /** Fires after so many counts, or about so often per second. */
  readonly sampling: { readonly period: number } | { readonly frequencyHz: number };
}

/** Attaches a program to a counter of its own on each online CPU. */
export const attachPerfEvent: Attach<PerfEventSpec> = (kernel, program, spec) => {
  const counter = { kind: "software", counter: spec.counter } as const;
  const sampling = "period" in spec.sampling ? { period: BigInt(spec.sampling.period) } : spec.sampling;
  const events: Fd[] = [];
  const close = (): void => events.forEach((event) => event.close());
  try {
    for (const cpu of kernel.cpus.online()) {
      const event = kernel.perf.open({ counter, scope: { cpu }, sampling });
      events.push(event);
      kernel.perf.setProgram(event, program);
    }
    // Only now, so that the CPUs start together.
    for (const event of events) kernel.perf.enable(event);
  } catch (error) {
    close();
    throw error;
  }
  return { close };
};
