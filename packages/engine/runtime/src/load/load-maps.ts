import type { MapSpec, MapType } from "@tapset/compiler";
import {
  BPF_F_MMAPABLE, BPF_F_NO_PREALLOC, BPF_F_RDONLY_PROG, type Fd, type Kernel, type MapType as KernelMapType,
} from "@tapset/sys";
import { opaqueValueBtf } from "./program-btf.js";

const kernelTypes: Readonly<Record<MapType, KernelMapType>> = {
  ARRAY: "array",
  PERCPU_ARRAY: "percpu_array",
  HASH: "hash",
  PERCPU_HASH: "percpu_hash",
  QUEUE: "queue",
  ARRAY_OF_MAPS: "array_of_maps",
  PROG_ARRAY: "prog_array",
  RINGBUF: "ringbuf",
  TASK_STORAGE: "task_storage",
};

/** The key of an array's only element, and of the first slot of an array of maps. */
export const FIRST_KEY = new Uint8Array(4);

/** A created map. */
export interface LoadedMap {
  readonly spec: MapSpec;
  readonly fd: Fd;
  /** The map in slot 0 of an array of maps. */
  readonly inner?: Fd;
}

/** Maps by their symbolic names. */
export type LoadedMaps = ReadonlyMap<string, LoadedMap>;

/** Creates maps. When one can't be made, those before it are closed. */
export function loadMaps(kernel: Kernel, specs: readonly MapSpec[]): LoadedMaps {
  const maps = new Map<string, LoadedMap>();
  try {
    for (const spec of specs) maps.set(spec.name, loadMap(kernel, spec));
  } catch (error) {
    closeMaps(maps);
    throw error;
  }
  return maps;
}

/** Closes maps; they live on while programs use them. */
export function closeMaps(maps: LoadedMaps): void {
  for (const { fd, inner } of maps.values()) {
    inner?.close();
    fd.close();
  }
}

/** The map of a name. */
export function mapNamed(maps: LoadedMaps, name: string): LoadedMap {
  const map = maps.get(name);
  if (map === undefined) throw new Error(`bug: the module has no map ${name}`);
  return map;
}

function loadMap(kernel: Kernel, spec: MapSpec): LoadedMap {
  if (spec.inner !== undefined) return loadArrayOfMaps(kernel, spec, spec.inner);
  const fd = createMap(kernel, spec);
  try {
    if (spec.contents !== undefined) kernel.maps.update(fd, FIRST_KEY, spec.contents);
    if (spec.frozen === true) kernel.maps.freeze(fd);
  } catch (error) {
    fd.close();
    throw error;
  }
  return { spec, fd };
}

function loadArrayOfMaps(kernel: Kernel, spec: MapSpec, innerSpec: MapSpec): LoadedMap {
  const inner = createMap(kernel, innerSpec);
  try {
    const fd = createMap(kernel, spec, inner);
    kernel.maps.updateInnerMap(fd, FIRST_KEY, inner);
    return { spec, fd, inner };
  } catch (error) {
    inner.close();
    throw error;
  }
}

/** One map as its spec says. `inner`: the template for maps of maps. */
export function createMap(kernel: Kernel, spec: MapSpec, inner?: Fd): Fd {
  const flags =
    (spec.mmapable ? BPF_F_MMAPABLE : 0) |
    (spec.frozen === true ? BPF_F_RDONLY_PROG : 0) |
    (spec.type === "TASK_STORAGE" ? BPF_F_NO_PREALLOC : 0);
  const btf = spec.needsBtf === true ? opaqueValueBtf(spec.valueSize) : undefined;
  const btfFd = btf && kernel.btf.load(btf.bytes);
  try {
    return kernel.maps.create({
      type: kernelTypes[spec.type],
      name: spec.name,
      keySize: spec.keySize,
      valueSize: spec.valueSize,
      maxEntries: spec.maxEntries,
      flags,
      ...(inner && { innerMap: inner }),
      ...(btf && btfFd && { btf: { fd: btfFd, keyTypeId: btf.keyTypeId, valueTypeId: btf.valueTypeId } }),
    });
  } finally {
    // The map keeps its own reference.
    btfFd?.close();
  }
}
