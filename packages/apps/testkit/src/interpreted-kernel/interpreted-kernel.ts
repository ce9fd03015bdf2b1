import { type Environment, type HelperCall, type HelperRows, Machine, type Memory } from "@tapset/asm/interpreter";
import type { Target } from "@tapset/core";
import type { Fd, FileAccess, Kernel, Mapping, MappingSpec, Mounts } from "@tapset/sys";
import { AttachPoints } from "./attach-points.js";
import { Descriptors } from "./descriptors.js";
import { createInterpretedMaps, InterpretedMap, sharedValue } from "./interpreted-maps.js";
import { createInterpretedPrograms, runProgram } from "./interpreted-programs.js";
import { MadeUpTime } from "./made-up-time.js";
import { ERRNO, missing, refuse } from "./refuse.js";
import { ringHelpers, SharedRing } from "./shared-ring.js";

const PAGE_SIZE = 4096;
const TRACEPOINT_TYPEDEF = "btf_trace_";

/** The process a session runs in, as its programs see it. */
const SESSION: Partial<Environment> = { tgid: 1000, pid: 1000, namespaceTgid: 1000, namespacePid: 1000, uid: 0, gid: 0, comm: "tapset" };

/** What an interpreted kernel differs in from the usual one. */
export interface InterpretedKernelOptions {
  /** Helpers that programs are to find in place of the interpreter's own. */
  readonly helpers?: HelperRows;
  /** The wall clock when a session begins, in ns since the Unix epoch. */
  readonly startsAtNs?: bigint;
}

/**
 * A kernel in this process: the facilities of @tapset/sys over the BPF interpreter, with time and events made up. A
 * session runs on it as on the live one, without privileges and the same on every machine. What is no part of tracing by
 * tracepoints, trace events, counters and timers is refused with ENOSYS.
 */
export class InterpretedKernel {
  /** What sessions take. */
  readonly kernel: Kernel;
  /** The address space programs see. */
  readonly memory: Memory;
  readonly #machine: Machine;
  readonly #descriptors = new Descriptors();
  readonly #rings = new Map<object, SharedRing>();
  readonly #points: AttachPoints;
  readonly #time: MadeUpTime;

  constructor(target: Target, { helpers, startsAtNs }: InterpretedKernelOptions = {}) {
    const { possible } = target.cpus;
    const ringOf = (call: HelperCall): SharedRing => this.#rings.get(call.map(1)) ?? missingRing(call);
    const ofRings = ringHelpers(() => this.#rings.values(), ringOf);
    this.#machine = new Machine({ cpus: possible, helpers: { ...ofRings, ...helpers }, unmappedLoads: "zero" });
    this.memory = this.#machine.memory;
    Object.assign(this.#machine.environment, SESSION);
    const descriptors = this.#descriptors;
    this.#points = new AttachPoints(descriptors, (id) => tracepointOf(target, id));
    this.#time = new MadeUpTime(this.#machine.environment, descriptors, target.hz, startsAtNs);
    this.kernel = {
      maps: createInterpretedMaps({ machine: this.#machine, descriptors, cpus: possible, created: (map, fd) => this.#addRing(map, fd) }),
      programs: createInterpretedPrograms(this.#machine, descriptors),
      links: this.#points.links,
      btf: { load: () => descriptors.open("BTF", () => ({})), openModule: (name) => descriptors.open(`BTF ${name}`, () => ({})) },
      perf: this.#points.perf,
      memory: { pageSize: PAGE_SIZE, map: (fd, spec) => this.#map(fd, spec) },
      events: this.#time.events,
      mounts: missing("fsopen") as Mounts,
      process: {
        pid: () => process.pid,
        tid: () => this.#machine.environment.pid,
        awaitGracePeriod: () => undefined,
        affinity: () => [0],
        setAffinity: () => undefined,
        setParentDeathSignal: () => undefined,
      },
      clocks: this.#time.clocks,
      files: missing("read") as FileAccess,
      cpus: { possibleCount: () => possible, online: () => Array.from({ length: target.cpus.online }, (_, cpu) => cpu) },
    };
  }

  /** Descriptors not closed yet, in words. */
  get unclosed(): readonly string[] {
    return this.#descriptors.unclosed;
  }

  /** Whether records wait to be read. */
  get hasRecords(): boolean {
    return [...this.#rings.values()].some(({ pendingBytes }) => pendingBytes > 0);
  }

  /** Lets time pass; timers fire meanwhile. */
  pass(durationNs: bigint): void {
    this.#time.pass(durationNs);
  }

  /**
   * Runs what is attached at a place, in surroundings that differ from the session's own by `surroundings`.
   *
   * @returns how many programs ran
   * @throws ProgramFault for what a verifier would have refused
   */
  fire(place: string, context: Uint8Array, surroundings: Partial<Environment>): number {
    const { environment } = this.#machine;
    const before = { ...environment };
    Object.assign(environment, surroundings);
    try {
      const programs = this.#points.at(place);
      for (const program of programs) runProgram(this.#machine, program, context.slice());
      if ([...this.#rings.values()].some(({ open }) => open > 0)) throw new Error(`${place}: a program left a record reserved`);
      return programs.length;
    } finally {
      Object.assign(environment, before);
    }
  }

  /** Where programs are attached: `tracepoint sched_switch`. */
  get places(): readonly string[] {
    return this.#points.places;
  }

  #addRing({ spec, map }: InterpretedMap, fd: Fd): void {
    if (spec.type !== "ringbuf") return;
    this.#rings.set(map, new SharedRing(this.memory, spec.maxEntries, PAGE_SIZE, () => this.#time.wake(fd)));
  }

  #map(fd: Fd, { offsetBytes = 0 }: MappingSpec): Mapping {
    const map = this.#descriptors.find(fd, InterpretedMap);
    const ring = this.#rings.get(map.map);
    const shared = ring === undefined ? sharedValue(map) : offsetBytes === 0 ? ring.consumerPage : ring.producerPages;
    if (shared === undefined) return refuse("mmap", ERRNO.EINVAL, `map ${fd.what}`);
    return { buffer: shared, address: 0n, close: () => undefined };
  }
}

function missingRing(call: HelperCall): never {
  throw new Error(`${call.name}: its map is no ring buffer`);
}

/** The tracepoint whose typedef has this number. */
function tracepointOf({ btf }: Target, typeId: number): string | undefined {
  if (btf === undefined || typeId <= 0 || typeId >= btf.endId) return undefined;
  const type = btf.type(typeId);
  return type.kind === "typedef" && type.name.startsWith(TRACEPOINT_TYPEDEF) ? type.name.slice(TRACEPOINT_TYPEDEF.length) : undefined;
}
