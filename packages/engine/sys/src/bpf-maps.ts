import type { MapType } from "./abi/bpf-enums.js";
import type { Fd } from "./fd.js";

/** What `BPF_MAP_CREATE` takes. Sizes are bytes; a per-CPU map's `valueSize` is that of one CPU. */
export interface MapSpec {
  readonly type: MapType;
  /** Shown by bpftool; the kernel keeps 15 characters of `[A-Za-z0-9_.]`. */
  readonly name?: string;
  readonly keySize: number;
  readonly valueSize: number;
  /** Elements; for a ring buffer the bytes of its data area (a power of two and a multiple of the page size). */
  readonly maxEntries: number;
  /** `BPF_F_*` creation flags. */
  readonly flags?: number;
  /** Template for `array_of_maps` and `hash_of_maps`; not kept by the kernel, may be closed afterwards. */
  readonly innerMap?: Fd;
  /** Extra word some map types take (`map_extra`, since 5.16). */
  readonly extra?: bigint;
  /** BTF of key and value, for values that hold timers or locks. */
  readonly btf?: { readonly fd: Fd; readonly keyTypeId: number; readonly valueTypeId: number };
}

/** What the kernel says about a map (`BPF_OBJ_GET_INFO_BY_FD`). */
export interface MapInfo {
  readonly id: number;
  readonly type: MapType;
  readonly name: string;
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
  readonly flags: number;
}

/** Whether an update may create the element, replace it, or both (`BPF_ANY`, `BPF_NOEXIST`, `BPF_EXIST`). */
export type UpdateMode = "any" | "create" | "replace";

/** Shape of a map's elements as user space sees them; `valueSize` is all CPUs' together for a per-CPU map. */
export interface ElementLayout {
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
}

/** A copy of a map's elements: `count` keys and, in the same order, values, each packed without gaps. */
export interface MapElements {
  readonly count: number;
  readonly keys: Uint8Array;
  readonly values: Uint8Array;
}

/** The map commands of bpf(2). Every method throws `SyscallError` when the kernel refuses. */
export interface BpfMaps {
  /** Creates a map; the caller owns the descriptor. */
  create(spec: MapSpec): Fd;
  info(map: Fd): MapInfo;
  /** Fills `value` (all CPUs' values for a per-CPU map); false when there is no such key. */
  lookup(map: Fd, key: Uint8Array, value: Uint8Array): boolean;
  /** False when `create` met an existing key or `replace` a missing one. A full map throws (`E2BIG`). */
  update(map: Fd, key: Uint8Array, value: Uint8Array, mode?: UpdateMode): boolean;
  /** Puts `inner` into a map of maps. The outer map holds its own reference to it. */
  updateInnerMap(outer: Fd, key: Uint8Array, inner: Fd): void;
  /** False when there was no such key. */
  delete(map: Fd, key: Uint8Array): boolean;
  /** Fills `value` and removes the element in one step; queues and stacks take an empty key. False when there is none. */
  take(map: Fd, key: Uint8Array, value: Uint8Array): boolean;
  /** Fills `next` with the key after `key` (the first one for `undefined`); false at the end. */
  nextKey(map: Fd, key: Uint8Array | undefined, next: Uint8Array): boolean;
  /**
   * Copies all elements, in batches where the kernel has them for this map type (hashes since 5.6), else one by one.
   * Not a snapshot: elements that come or go meanwhile may or may not be in it.
   */
  readAll(map: Fd, layout: ElementLayout): MapElements;
  /** As `readAll`, and removes what it copied (`BPF_MAP_LOOKUP_AND_DELETE_BATCH`, since 5.6). */
  takeAll(map: Fd, layout: ElementLayout): MapElements;
  /** From now on user space can only read the map; programs treat its content as constant if it is `BPF_F_RDONLY_PROG`. */
  freeze(map: Fd): void;
}
