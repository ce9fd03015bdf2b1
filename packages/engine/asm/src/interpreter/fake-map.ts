import type { AssembledProgram } from "../assembled-program.js";
import { ArrayMap, HashMap } from "./keyed-map.js";
import type { Memory } from "./memory.js";
import { QueueMap } from "./queue-map.js";
import { RingBuffer } from "./ring-buffer.js";
import { TaskStorage } from "./task-storage.js";

/** `BPF_MAP_TYPE_PROG_ARRAY`: programs to tail-call. */
export class ProgramArray {
  readonly name: string;
  /** For tests: put programs here. */
  readonly programs: (AssembledProgram | undefined)[] = [];

  constructor({ name }: { name: string }) {
    this.name = name;
  }
}

/** `BPF_MAP_TYPE_ARRAY_OF_MAPS`: maps to look up. */
export class ArrayOfMaps {
  readonly name: string;
  readonly maxEntries: number;
  /** For tests: put maps here. */
  readonly maps: (FakeMap | undefined)[] = [];

  constructor({ name, maxEntries }: { name: string; maxEntries: number }) {
    this.name = name;
    this.maxEntries = maxEntries;
  }
}

/** Any map of a machine. */
export type FakeMap = ArrayMap | HashMap | QueueMap | RingBuffer | TaskStorage | ProgramArray | ArrayOfMaps;

/** What a map is made from. Sizes in bytes; `maxEntries` of a ring buffer is bytes too. */
export interface MapDefinition {
  readonly name: string;
  readonly type: keyof typeof makers;
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
  /** First bytes of element 0 of an array. */
  readonly contents?: Uint8Array;
  /** What the map in slot 0 of an array of maps is made from. */
  readonly inner?: MapDefinition;
}

type Maker = (memory: Memory, definition: Omit<MapDefinition, "type">, cpus: number) => FakeMap;

/** By `BPF_MAP_TYPE_*`. */
const makers = {
  ARRAY: (memory, definition) => filled(new ArrayMap(memory, definition, 1), definition.contents),
  PERCPU_ARRAY: (memory, definition, cpus) => new ArrayMap(memory, definition, cpus),
  HASH: (memory, definition) => new HashMap(memory, definition, 1),
  PERCPU_HASH: (memory, definition, cpus) => new HashMap(memory, definition, cpus),
  QUEUE: (_memory, definition) => new QueueMap(definition),
  RINGBUF: (memory, definition) => new RingBuffer(memory, definition),
  TASK_STORAGE: (memory, definition) => new TaskStorage(memory, definition),
  PROG_ARRAY: (_memory, definition) => new ProgramArray(definition),
  ARRAY_OF_MAPS: (memory, definition, cpus) => arrayOfMaps(memory, definition, cpus),
} as const satisfies Record<string, Maker>;

/** Makes an empty map in `memory`, for a machine of `cpus` CPUs. */
export function createMap(memory: Memory, definition: MapDefinition, cpus: number): FakeMap {
  const maker: Maker = makers[definition.type];
  return maker(memory, definition, cpus);
}

function arrayOfMaps(memory: Memory, definition: Parameters<Maker>[1], cpus: number): ArrayOfMaps {
  const outer = new ArrayOfMaps(definition);
  if (definition.inner !== undefined) outer.maps[0] = createMap(memory, definition.inner, cpus);
  return outer;
}

function filled(map: ArrayMap, contents: Uint8Array | undefined): ArrayMap {
  if (contents !== undefined) map.get(new Uint8Array(4))?.set(contents);
  return map;
}
