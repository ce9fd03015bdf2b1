import { bpfMapTypes } from "./abi/bpf-enums.js";
import type { MapType } from "./abi/bpf-enums.js";
import { mapInfoLayout } from "./abi/bpf-info.js";
import { readField } from "./abi/struct-layout.js";
import { Errno } from "./errno.js";
import type { Fd } from "./fd.js";
import { batchElements, eachElement } from "./map-batches.js";
import { objectIds } from "./object-ids.js";
import { objectInfo } from "./object-info.js";
import { objectName } from "./object-name.js";
import type { SystemCaller } from "./system-caller.js";
import type { SystemCall } from "./system-calls.js";

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
  /** Ids of all maps on this machine, anybody's; needs CAP_SYS_ADMIN. */
  ids(): number[];
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

/** The map commands, made through `caller`. */
export function createBpfMaps(caller: SystemCaller): BpfMaps {
  /** Element commands differ in their command, and in which errors are an answer. */
  const element = (
    command: ElementCommand, map: Fd, key: Uint8Array, value: Uint8Array | undefined, flags: bigint, answers: number,
  ): boolean => {
    const attr = { map_fd: map.number, key, value, flags };
    const call: SystemCall = { name: "bpf", command, attr };
    const result = caller.syscall(call);
    if (result >= 0) return true;
    if (result === -answers) return false;
    throw caller.error(call, result, `access ${map.what}`);
  };

  const maps: BpfMaps = {
    create: (spec) => {
      const what = `map ${spec.name ?? spec.type}`;
      return caller.open({ name: "bpf", command: "BPF_MAP_CREATE", attr: createAttr(spec) }, what, `create ${what}`);
    },

    info: (map) => {
      const view = objectInfo(caller, map);
      return {
        id: readField(mapInfoLayout.id, view),
        type: bpfMapTypes[readField(mapInfoLayout.type, view)] ?? "unspec",
        name: readField(mapInfoLayout.name, view),
        keySize: readField(mapInfoLayout.key_size, view),
        valueSize: readField(mapInfoLayout.value_size, view),
        maxEntries: readField(mapInfoLayout.max_entries, view),
        flags: readField(mapInfoLayout.map_flags, view),
      };
    },

    ids: () => objectIds(caller, "BPF_MAP_GET_NEXT_ID"),

    lookup: (map, key, value) => element("BPF_MAP_LOOKUP_ELEM", map, key, value, 0n, Errno.ENOENT),

    update: (map, key, value, mode = "any") => {
      const { flags, answers } = updateModes[mode];
      return element("BPF_MAP_UPDATE_ELEM", map, key, value, flags, answers);
    },

    updateInnerMap: (outer, key, inner) => {
      const value = new Uint8Array(4);
      new DataView(value.buffer).setUint32(0, inner.number, true);
      element("BPF_MAP_UPDATE_ELEM", outer, key, value, 0n, 0);
    },

    delete: (map, key) => element("BPF_MAP_DELETE_ELEM", map, key, undefined, 0n, Errno.ENOENT),

    take: (map, key, value) => element("BPF_MAP_LOOKUP_AND_DELETE_ELEM", map, key, value, 0n, Errno.ENOENT),

    nextKey: (map, key, next) => {
      const attr = { map_fd: map.number, key, next_key: next };
      const call: SystemCall = { name: "bpf", command: "BPF_MAP_GET_NEXT_KEY", attr };
      const result = caller.syscall(call);
      if (result < 0 && result !== -Errno.ENOENT) throw caller.error(call, result, `list ${map.what}`);
      return result >= 0;
    },

    readAll: (map, layout) =>
      batchElements(caller, "BPF_MAP_LOOKUP_BATCH", map, layout)
      ?? eachElement(maps, map, layout, (key, value) => maps.lookup(map, key, value)),

    takeAll: (map, layout) =>
      batchElements(caller, "BPF_MAP_LOOKUP_AND_DELETE_BATCH", map, layout)
      ?? eachElement(maps, map, layout, (key, value) => maps.take(map, key, value)),

    freeze: (map) => {
      const attr = { map_fd: map.number };
      caller.call({ name: "bpf", command: "BPF_MAP_FREEZE", attr }, `freeze ${map.what}`);
    },
  };
  return maps;
}

type ElementCommand =
  | "BPF_MAP_LOOKUP_ELEM" | "BPF_MAP_UPDATE_ELEM" | "BPF_MAP_DELETE_ELEM" | "BPF_MAP_LOOKUP_AND_DELETE_ELEM";

/** `BPF_ANY`, `BPF_NOEXIST`, `BPF_EXIST`, and the refusal that is an answer rather than an error. */
const updateModes: Readonly<Record<UpdateMode, { readonly flags: bigint; readonly answers: number }>> = {
  any: { flags: 0n, answers: 0 },
  create: { flags: 1n, answers: Errno.EEXIST },
  replace: { flags: 2n, answers: Errno.ENOENT },
};

function createAttr(spec: MapSpec) {
  return {
    map_type: bpfMapTypes.indexOf(spec.type),
    key_size: spec.keySize,
    value_size: spec.valueSize,
    max_entries: spec.maxEntries,
    map_flags: spec.flags,
    inner_map_fd: spec.innerMap?.number,
    map_name: spec.name === undefined ? undefined : objectName(spec.name),
    btf_fd: spec.btf?.fd.number,
    btf_key_type_id: spec.btf?.keyTypeId,
    btf_value_type_id: spec.btf?.valueTypeId,
    map_extra: spec.extra,
  };
}
