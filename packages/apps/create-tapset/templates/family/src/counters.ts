import type { SoftwareCounter } from "@tapset/sys";

/** One of the kernel's software counters, as a probe. */
export interface Counter {
  /** As scripts write it, and as perf_event_open(2) calls it. */
  readonly name: SoftwareCounter;
  /** What it counts. */
  readonly counts: string;
  /** Whether the kernel tells an address with what it counts. */
  readonly hasAddress: boolean;
}

/** Every counter there is a probe for: another one is another row. */
export const counters: readonly Counter[] = [
  { name: "page_faults", counts: "page faults", hasAddress: true },
  { name: "context_switches", counts: "switches from one thread to another", hasAddress: false },
  { name: "cpu_migrations", counts: "moves of a thread to another CPU", hasAddress: false },
];
