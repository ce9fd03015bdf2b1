import type { AssembledProgram } from "../assembled-program.js";
import { controlCalls } from "./control-calls.js";
import { environmentCalls } from "./environment-calls.js";
import type { Environment } from "./environment.js";
import { defaultEnvironment } from "./environment.js";
import type { World } from "./execution.js";
import { Execution } from "./execution.js";
import type { FakeMap, MapDefinition } from "./fake-map.js";
import { createMap } from "./fake-map.js";
import { Fault } from "./fault.js";
import type { HelperCode, HelperRows } from "./helper-code.js";
import { LoadedProgram } from "./loaded-program.js";
import { mapCalls } from "./map-calls.js";
import { Memory } from "./memory.js";
import { readCalls } from "./read-calls.js";
import { RingBuffer } from "./ring-buffer.js";
import { ringCalls } from "./ring-calls.js";
import { textCalls } from "./text-calls.js";

/** What a machine has. */
export interface MachineOptions {
  readonly maps?: Iterable<MapDefinition>;
  /** CPUs, 2 unless said. Programs run on `environment.cpu`. */
  readonly cpus?: number;
  /** Helpers that the interpreter lacks, or should answer otherwise. */
  readonly helpers?: HelperRows;
  /** Kernel functions by their BTF id. */
  readonly kfuncs?: Readonly<Record<number, HelperCode>>;
  /** Addresses of kernel variables by their BTF id. */
  readonly variables?: Readonly<Record<number, bigint>>;
  /**
   * What a direct load from where there is no memory does. `"zero"` is how the kernel treats loads through typed
   * pointers (`PTR_TO_BTF_ID`); for other pointers the verifier rules it out, hence `"fault"`, the default.
   */
  readonly unmappedLoads?: "fault" | "zero";
}

/** How a program is run. */
export interface RunOptions {
  /** Most instructions. */
  readonly budget?: number | undefined;
  /** Called before each instruction: what an interrupt does then, be it running another program. */
  readonly interrupt?: (() => void) | undefined;
}

/** A kernel in user space, as far as programs under test can tell: memory, maps and helpers. */
export class Machine {
  readonly memory = new Memory();
  readonly environment: Environment = defaultEnvironment();
  /** What programs printed with `trace_printk` and `trace_vprintk`. */
  readonly printed: string[] = [];
  readonly #maps = new Map<string, FakeMap>();
  readonly #addresses = new Map<FakeMap, bigint>();
  readonly #byAddress = new Map<bigint, FakeMap>();
  readonly #programs = new WeakMap<AssembledProgram, LoadedProgram>();
  readonly #world: World;

  constructor(options: MachineOptions = {}) {
    const cpus = options.cpus ?? 2;
    const helpers: HelperRows = {
      ...environmentCalls, ...mapCalls, ...readCalls, ...textCalls, ...controlCalls,
      ...ringCalls(() => this.#maps.values()), ...options.helpers,
    };
    this.#world = {
      memory: this.memory,
      environment: this.environment,
      printed: this.printed,
      cpus,
      unmappedLoads: options.unmappedLoads ?? "fault",
      load: (program) => this.#load(program),
      mapNamed: (name) => this.#named(name),
      mapAt: (address) => this.#mapAt(address),
      addressOf: (map) => this.#addressOf(map),
      helper: (name) => helpers[name],
      kfunc: (btfId) => options.kfuncs?.[btfId],
      variable: (btfId) => options.variables?.[btfId],
    };
    for (const definition of options.maps ?? []) this.addMap(definition);
  }

  /** Makes another map, empty; the name may be one the machine had a map of, which programs then see no more. */
  addMap(definition: MapDefinition): FakeMap {
    const map = createMap(this.memory, definition, this.#world.cpus);
    this.#maps.set(definition.name, map);
    return map;
  }

  /**
   * The map called `name`, which must be a `type`: `machine.map("counts", HashMap)`, or `KeyedMap` for any with keys.
   *
   * @throws Fault if there is no such map.
   */
  map<T>(name: string, type: abstract new (...parameters: never[]) => T): T {
    const map = this.#named(name);
    if (!(map instanceof type)) throw new Fault(`map ${name} is not a ${type.name}`);
    return map;
  }

  /**
   * Runs `program` with its context: bytes that the program sees (and may change), or an address.
   *
   * @returns `r0`, unsigned.
   * @throws ProgramFault for what the kernel would have refused, more than `budget` instructions (a million unless said)
   *   included.
   */
  run(program: AssembledProgram, context: Uint8Array | bigint = 0n, options: RunOptions = {}): bigint {
    if (typeof context === "bigint") return this.#runAt(program, context, options);
    const region = this.memory.allocate("context", context);
    try {
      return this.#runAt(program, region.base, options);
    } finally {
      this.memory.release(region);
    }
  }

  #runAt(program: AssembledProgram, context: bigint, { budget = 1_000_000, interrupt }: RunOptions): bigint {
    const result = new Execution(this.#world, budget, interrupt).run(this.#load(program), context);
    for (const map of this.#maps.values()) {
      if (map instanceof RingBuffer && map.open > 0) throw new Fault(`a record of ${map.name} is neither submitted nor discarded`);
    }
    return result;
  }

  #load(program: AssembledProgram): LoadedProgram {
    const loaded = this.#programs.get(program) ?? new LoadedProgram(program, this.memory);
    this.#programs.set(program, loaded);
    return loaded;
  }

  #named(name: string): FakeMap {
    const map = this.#maps.get(name);
    if (map === undefined) throw new Fault(`no map is called ${name}`);
    return map;
  }

  #addressOf(map: FakeMap): bigint {
    const known = this.#addresses.get(map);
    if (known !== undefined) return known;
    // No bytes: a map can be pointed to, but not read.
    const { base } = this.memory.allocate(`map ${map.name}`, new Uint8Array(0), { writable: false });
    this.#addresses.set(map, base);
    this.#byAddress.set(base, map);
    return base;
  }

  #mapAt(address: bigint): FakeMap {
    const map = this.#byAddress.get(address);
    if (map === undefined) throw new Fault(`${this.memory.describe(address)} is not a map`);
    return map;
  }
}

/** 64-bit words as bytes: the context of raw tracepoints and the like, an argument a word. */
export function words(...values: readonly bigint[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(values).buffer);
}
