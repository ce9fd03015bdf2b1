import {
  ArrayMap, ArrayOfMaps, type FakeMap, HashMap, KeyedMap, type Machine, type MapDefinition, ProgramArray, QueueMap,
} from "@tapset/asm/interpreter";
import { type BpfMaps, type ElementLayout, type Fd, type MapElements, type MapSpec, perCpuStride } from "@tapset/sys";
import type { Descriptors } from "./descriptors.js";
import { InterpretedProgram } from "./interpreted-programs.js";
import { ERRNO, refuse } from "./refuse.js";

/** A map behind a descriptor. */
export class InterpretedMap {
  constructor(
    readonly spec: MapSpec,
    /** What the interpreter has for it. */
    readonly map: FakeMap,
  ) {}
}

/** How the interpreter calls the map that instructions refer to by a descriptor's number. */
function machineName(fd: number): string {
  return `fd_${fd}`;
}

/** What maps are made with. */
export interface MapsOptions {
  readonly machine: Machine;
  readonly descriptors: Descriptors;
  readonly cpus: number;
  /** Told of each new map. */
  readonly created: (map: InterpretedMap, fd: Fd) => void;
}

/** The map commands of bpf(2), on an interpreter's maps. */
export function createInterpretedMaps({ machine, descriptors, cpus, created }: MapsOptions): BpfMaps {
  const find = (fd: Fd): InterpretedMap => descriptors.find(fd, InterpretedMap);
  const keyed = (fd: Fd): KeyedMap => {
    const { map } = find(fd);
    return map instanceof KeyedMap ? map : refuse("bpf", ERRNO.EINVAL, `access ${fd.what}`);
  };
  const copies = ({ spec }: InterpretedMap): number => (spec.type.startsWith("percpu") ? cpus : 1);

  /** All CPUs' values of an element, one after the other. */
  const read = (fd: Fd, key: Uint8Array, value: Uint8Array): boolean => {
    const map = keyed(fd);
    const stride = copies(find(fd)) === 1 ? value.length : perCpuStride(map.valueSize);
    for (let cpu = 0; cpu < copies(find(fd)); cpu += 1) {
      const bytes = map.get(key, cpu);
      if (bytes === undefined) return false;
      value.set(bytes, cpu * stride);
    }
    return true;
  };
  const write = (fd: Fd, key: Uint8Array, value: Uint8Array, flags: bigint): number => {
    const { map } = find(fd);
    if (map instanceof QueueMap) return map.push(value, flags);
    if (map instanceof ProgramArray) {
      map.programs[indexOf(key)] = descriptors.at(indexOf(value), InterpretedProgram).code;
      return 0;
    }
    const result = keyed(fd).update(key, value, flags, 0);
    if (result !== 0 || copies(find(fd)) === 1) return result;
    const stride = perCpuStride(keyed(fd).valueSize);
    for (let cpu = 0; cpu < cpus; cpu += 1) {
      keyed(fd).get(key, cpu)?.set(value.subarray(cpu * stride, cpu * stride + keyed(fd).valueSize));
    }
    return 0;
  };

  const maps: BpfMaps = {
    create: (spec) => {
      const what = `map ${spec.name ?? spec.type}`;
      const make = (number: number): InterpretedMap =>
        new InterpretedMap(spec, machine.addMap({ ...definition(spec, what), name: machineName(number) }));
      const fd = descriptors.open(what, make);
      created(find(fd), fd);
      return fd;
    },
    info: (fd) => {
      const { spec } = find(fd);
      const { type, name = "", keySize, valueSize, maxEntries, flags = 0 } = spec;
      return { id: fd.number, type, name, keySize, valueSize, maxEntries, flags };
    },
    ids: () => [],
    lookup: read,
    update: (fd, key, value, mode = "any") => {
      const { flags, answer } = UPDATE_MODES[mode];
      const result = write(fd, key, value, flags);
      if (result === 0) return true;
      return -result === answer ? false : refuse("bpf(BPF_MAP_UPDATE_ELEM)", -result, `access ${fd.what}`);
    },
    updateInnerMap: (outer, key, inner) => {
      const { map } = find(outer);
      if (!(map instanceof ArrayOfMaps)) refuse("bpf(BPF_MAP_UPDATE_ELEM)", ERRNO.EINVAL, `access ${outer.what}`);
      map.maps[indexOf(key)] = find(inner).map;
    },
    delete: (fd, key) => keyed(fd).delete(key) === 0,
    take: (fd, key, value) => {
      const { map } = find(fd);
      if (map instanceof QueueMap) return map.pop(value) === 0;
      return read(fd, key, value) && maps.delete(fd, key);
    },
    nextKey: (fd, key, next) => {
      const keys = keyed(fd).keys();
      const index = key === undefined ? -1 : keys.findIndex((each) => Buffer.compare(each, key) === 0);
      const following = keys[index + 1];
      if (following !== undefined) next.set(following);
      return following !== undefined;
    },
    readAll: (fd, layout) => readAll(keyed(fd).keys(), layout, (key, value) => read(fd, key, value)),
    takeAll: (fd, layout) => {
      const elements = maps.readAll(fd, layout);
      if (keyed(fd) instanceof HashMap) for (const key of keyed(fd).keys()) keyed(fd).delete(key);
      return elements;
    },
    freeze: () => undefined,
  };
  return maps;
}

/** The flags of an update, and the refusal that is an answer rather than an error. */
const UPDATE_MODES = {
  any: { flags: 0n, answer: undefined },
  create: { flags: 1n, answer: ERRNO.EEXIST },
  replace: { flags: 2n, answer: ERRNO.ENOENT },
} as const;

const MACHINE_TYPES: Readonly<Partial<Record<MapSpec["type"], MapDefinition["type"]>>> = {
  array: "ARRAY",
  percpu_array: "PERCPU_ARRAY",
  hash: "HASH",
  percpu_hash: "PERCPU_HASH",
  queue: "QUEUE",
  ringbuf: "RINGBUF",
  task_storage: "TASK_STORAGE",
  prog_array: "PROG_ARRAY",
  array_of_maps: "ARRAY_OF_MAPS",
};

function definition({ type, keySize, valueSize, maxEntries }: MapSpec, what: string): Omit<MapDefinition, "name"> {
  const machineType = MACHINE_TYPES[type] ?? refuse("bpf(BPF_MAP_CREATE)", ERRNO.EINVAL, `create ${what}`);
  return { type: machineType, keySize, valueSize, maxEntries };
}

function readAll(keys: readonly Uint8Array[], layout: ElementLayout, read: (key: Uint8Array, value: Uint8Array) => boolean): MapElements {
  const { keySize, valueSize } = layout;
  const elements = { keys: new Uint8Array(keys.length * keySize), values: new Uint8Array(keys.length * valueSize) };
  for (const [index, key] of keys.entries()) {
    elements.keys.set(key, index * keySize);
    read(key, elements.values.subarray(index * valueSize, (index + 1) * valueSize));
  }
  return { count: keys.length, ...elements };
}

function indexOf(key: Uint8Array): number {
  return new DataView(key.buffer, key.byteOffset).getUint32(0, true);
}

/** The one value of an array that programs and the session share. */
export function sharedValue({ map }: InterpretedMap): ArrayBuffer | undefined {
  return map instanceof ArrayMap && map.maxEntries === 1 ? (map.get(new Uint8Array(4))?.buffer as ArrayBuffer | undefined) : undefined;
}
