import type { Target } from "@tapset/core";

/** What is known of a type of perf events. */
export interface EventType {
  /** Counted by the CPU. */
  readonly isHardware?: boolean;
  /** Why its events can't be sampled by their numbers, and what to do. */
  readonly elsewhere?: { readonly reason: string; readonly hint: string };
}

/** `PERF_TYPE_*`. Those that aren't here the kernel gives out when it starts (/sys/bus/event_source/devices/NAME/type). */
export const eventTypes: ReadonlyMap<bigint, EventType> = new Map<bigint, EventType>([
  [0n, { isHardware: true }],
  [1n, {}],
  [2n, { elsewhere: { reason: "type 2 are trace events, which hand programs their record and no registers", hint: 'probe kernel.trace("SUBSYSTEM:NAME")' } }],
  [3n, { isHardware: true }],
  [4n, { isHardware: true }],
  [5n, { elsewhere: { reason: "type 5 are watchpoints, which take an address and a length", hint: "probe kernel.data(ADDRESS).write" } }],
]);

/** Families of counters that a target has, as scripts write them. */
export function availableCounters(target: Target): readonly string[] {
  const hardware = target.feature("perf-hardware").verdict === "yes" ? ["perf.hw.*", "perf.hw_cache.*"] : [];
  return [...softwareCounters.map((name) => `perf.sw.${name}`), ...hardware];
}

/** Those that every kernel has. */
const softwareCounters = [
  "cpu_clock", "task_clock", "page_faults", "context_switches", "cpu_migrations", "page_faults_min", "page_faults_maj", "alignment_faults",
  "emulation_faults", "cgroup_switches",
];
