import { ArrayMap, ArrayOfMaps, HashMap, KeyedMap, Machine, ProgramArray, RingBuffer, type MachineOptions } from "@tapset/asm/interpreter";
import type { EmittedBpf } from "../../src/emit-bpf/emit-bpf.js";
import type { Engine } from "./rig.js";

const CPUS = 2;
/** Small enough to be filled in a test. */
const RING_BYTES = 65536;

/** The emitted programs on the interpreter, whose environment tests may change. */
export class InterpreterEngine implements Engine {
  readonly isInterpreter = true;
  readonly machine: Machine;
  readonly #emitted: EmittedBpf;

  constructor(emitted: EmittedBpf, options: Omit<MachineOptions, "maps" | "cpus"> = {}) {
    this.#emitted = emitted;
    const maps = emitted.maps.map((map) => (map.type === "RINGBUF" ? { ...map, maxEntries: RING_BYTES } : map));
    this.machine = new Machine({ ...options, maps, cpus: CPUS });
    this.machine.environment.task = this.machine.memory.allocate("task", new Uint8Array(64)).base;
    for (const { slots, code } of emitted.programs) {
      if (slots) for (const index of slots.indices) this.machine.map(slots.map, ProgramArray).programs[index] = code;
    }
  }

  arrayValue(map: string): Uint8Array {
    const value = this.machine.map(map, ArrayMap).get(new Uint8Array(4));
    if (value === undefined) throw new Error(`array ${map} is empty`);
    return value;
  }
  setArrayWord(map: string, offset: number, value: bigint): void {
    const bytes = this.arrayValue(map);
    new DataView(bytes.buffer, bytes.byteOffset).setBigInt64(offset, value, true);
  }
  elements(name: string): { key: Uint8Array; values: Uint8Array[] }[] {
    const map = this.#keyed(name);
    return map.keys().map((key) => ({ key, values: this.#values(map, key) }));
  }
  perCpuValues(name: string): Uint8Array[] {
    return this.#values(this.#keyed(name), new Uint8Array(4));
  }
  records(): Uint8Array[] {
    return this.#emitted.maps.some(({ name }) => name === "ring") ? this.machine.map("ring", RingBuffer).drain() : [];
  }
  run(name: string, context: Uint8Array): number {
    const program = this.#emitted.programs.find((each) => each.name === name);
    if (program === undefined) throw new Error(`no program is called ${name}`);
    const { memory, environment } = this.machine;
    environment.ktimeNs += 1000n;
    const region = memory.allocate("context", context);
    try {
      return Number(this.machine.run(program.code, region.base));
    } finally {
      context.set(region.bytes);
      memory.release(region);
    }
  }
  comm(): string {
    return this.machine.environment.comm;
  }
  pid(): number {
    return this.machine.environment.tgid;
  }
  close(): void {
    // Nothing outside the process was touched.
  }

  #keyed(name: string): KeyedMap {
    const isOuter = this.#emitted.maps.some((map) => map.name === name && map.type === "ARRAY_OF_MAPS");
    if (!isOuter) return this.machine.map(name, KeyedMap);
    const [inner] = this.machine.map(name, ArrayOfMaps).maps;
    if (!(inner instanceof HashMap)) throw new Error(`${name} holds no hash`);
    return inner;
  }
  #values(map: KeyedMap, key: Uint8Array): Uint8Array[] {
    return Array.from({ length: CPUS }, (_, cpu) => map.get(key, cpu)).filter((value) => value !== undefined);
  }
}
