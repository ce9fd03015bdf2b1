import type { StatsStore, ValueStore } from "@tapset/compiler";
import type { Global } from "@tapset/core";
import { SessionStats } from "./session-stats.js";
import { SessionValues } from "./session-values.js";

/** A store for each global, by id: the shared ones as given, the others in the session's memory. */
export function createStores(
  globals: readonly Global[],
  shared: readonly (ValueStore | StatsStore | undefined)[],
): (ValueStore | StatsStore)[] {
  const stores: (ValueStore | StatsStore)[] = [];
  for (const global of globals) {
    stores[global.id] = shared[global.id] ?? (global.type === "stats" ? new SessionStats(global) : new SessionValues(global));
  }
  return stores;
}
