import type { Global } from "@tapset/core";
import { CONTROL, type GlobalLayout, type MapSpec } from "../module.js";
import { layoutStats } from "./stats-layout.js";
import { stringSize } from "./string-size.js";

/** Name of the mmapable map that holds the control words and the script's long scalars. */
export const GLOBALS_MAP = "globals";

/** Where a script's shared globals lie. */
export interface GlobalsLayout {
  /** By global id; undefined for session-only globals. */
  readonly layouts: readonly (GlobalLayout | undefined)[];
  readonly maps: readonly MapSpec[];
}

/**
 * Lays out the shared globals and makes their maps. `needsAccessor` tells which arrays the session updates element by
 * element.
 */
export function layoutGlobals(globals: readonly Global[], needsAccessor: (global: Global) => boolean): GlobalsLayout {
  const layouts: (GlobalLayout | undefined)[] = [];
  const maps: MapSpec[] = [];
  let offset: number = CONTROL.scalars;
  for (const global of globals) {
    if (global.storage === "session") continue;
    if (global.type === "long" && global.keys.length === 0) {
      layouts[global.id] = { kind: "word", offset };
      offset += 8;
      continue;
    }
    const layout = layoutMap(global, needsAccessor(global));
    layouts[global.id] = layout;
    maps.push(...mapsOf(global, layout));
  }
  const words: MapSpec = {
    name: GLOBALS_MAP,
    type: "ARRAY",
    keySize: 4,
    valueSize: offset,
    maxEntries: 1,
    mmapable: true,
  };
  return { layouts, maps: [words, ...maps] };
}

type MapLayout = Extract<GlobalLayout, { kind: "map" }>;

function layoutMap(global: Global, hasAccessor: boolean): MapLayout {
  const map = `${global.name}_${global.id}`;
  return {
    kind: "map",
    map,
    perCpu: global.type === "stats",
    keys: global.keys.map(({ type, bound, fact }) => ({
      type,
      // A fact's key is stored raw: its one long.
      size: type === "long" || fact !== undefined ? 8 : stringSize(bound),
      ...(fact && { fact }),
    })),
    value: valueOf(global),
    twoCopies: global.twoCopies,
    // Twice the elements: deleting one leaves its key in the queue.
    ...(global.wraps && { queue: { map: `${map}_order`, maxEntries: 2 * global.maxEntries } }),
    ...(hasAccessor && { accessor: `update_${global.id}` }),
  };
}

function valueOf(global: Global): MapLayout["value"] {
  if (global.type === "stats") return layoutStats(global.stats ?? { variance: false, histogram: undefined });
  const size = global.type === "long" ? 8 : stringSize(global.bound);
  return { type: global.type, size: global.wraps ? size + 8 : size };
}

/** Bytes of an array's key. */
export function keySize(layout: MapLayout): number {
  return layout.keys.reduce((sum, { size }) => sum + size, 0);
}

function mapsOf(global: Global, layout: MapLayout): MapSpec[] {
  const isScalar = global.keys.length === 0;
  const elements: MapSpec = {
    name: layout.map,
    // Preallocated by default, which is what makes the size exact and updates possible from any context.
    type: layout.perCpu ? (isScalar ? "PERCPU_ARRAY" : "PERCPU_HASH") : "HASH",
    keySize: isScalar ? (layout.perCpu ? 4 : 8) : keySize(layout),
    valueSize: layout.value.size,
    maxEntries: isScalar ? 1 : global.maxEntries,
    mmapable: false,
  };
  const outer: MapSpec = {
    name: layout.map,
    type: "ARRAY_OF_MAPS",
    keySize: 4,
    valueSize: 4,
    maxEntries: 1,
    mmapable: false,
    inner: { ...elements, name: `${layout.map}_copy` },
  };
  const maps = [layout.twoCopies ? outer : elements];
  if (layout.queue !== undefined) {
    // A key and a stamp.
    const { map: name, maxEntries } = layout.queue;
    maps.push({ name, type: "QUEUE", keySize: 0, valueSize: keySize(layout) + 8, maxEntries, mmapable: false });
  }
  return maps;
}
