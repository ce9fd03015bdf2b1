import { assemble, Assembler, r0, r1, r2, r3, r4, r10, relocate } from "@tapset/asm";
import { type Fd, type MapSpec, RingBuffer, SyscallError } from "@tapset/sys";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultTarget, InterpretedKernel } from "../src/index.js";

let interpreted: InterpretedKernel;
beforeEach(() => {
  interpreted = new InterpretedKernel(defaultTarget());
});

const key = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
const word = (value: bigint): Uint8Array => new Uint8Array(BigUint64Array.of(value).buffer);
const create = (spec: Partial<MapSpec>): Fd => interpreted.kernel.maps.create({ type: "hash", keySize: 4, valueSize: 8, maxEntries: 2, ...spec });

/** Loads a raw tracepoint program. */
function load(write: (assembler: Assembler) => Assembler, maps: Readonly<Record<string, Fd>> = {}): Fd {
  const { bytes, relocations } = assemble({ main: write(new Assembler("main")).finish(), subprograms: [] });
  const instructions = relocate(bytes, relocations, (name) => maps[name]!.number);
  return interpreted.kernel.programs.load({ type: "raw_tracepoint", instructions });
}

describe("maps of an interpreted kernel", () => {
  it("are read, changed and listed", () => {
    const { maps } = interpreted.kernel;
    const map = create({});
    const value = new Uint8Array(8);
    expect(maps.lookup(map, key(1), value)).toBe(false);
    expect([maps.update(map, key(1), word(10n)), maps.update(map, key(2), word(20n))]).toEqual([true, true]);
    expect(maps.update(map, key(1), word(11n), "create")).toBe(false);
    expect(maps.update(map, key(3), word(1n), "replace")).toBe(false);
    expect(() => maps.update(map, key(3), word(30n))).toThrow(SyscallError);
    expect(maps.lookup(map, key(1), value)).toBe(true);
    expect(value).toEqual(word(10n));
    expect(maps.readAll(map, { keySize: 4, valueSize: 8, maxEntries: 2 })).toEqual({
      count: 2, keys: Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0), values: new Uint8Array([...word(10n), ...word(20n)]),
    });
    expect(maps.takeAll(map, { keySize: 4, valueSize: 8, maxEntries: 2 }).count).toBe(2);
    expect(maps.nextKey(map, undefined, new Uint8Array(4))).toBe(false);
  });

  it("have a value for each CPU where they are per-CPU", () => {
    const { maps, cpus } = interpreted.kernel;
    const map = create({ type: "percpu_hash", valueSize: 4 });
    const all = new Uint8Array(8 * cpus.possibleCount());
    all.set([1, 2, 3, 4]);
    all.set([5, 6, 7, 8], 8);
    maps.update(map, key(1), all);
    const read = new Uint8Array(all.length);
    expect(maps.lookup(map, key(1), read)).toBe(true);
    expect(read).toEqual(all);
  });

  it("share an array's memory with programs", () => {
    const { kernel } = interpreted;
    const map = create({ type: "array", maxEntries: 1 });
    const { buffer } = kernel.memory.map(map, { lengthBytes: 4096, isWritable: true });
    const view = new BigInt64Array(buffer, 0, 1);
    view[0] = 41n;
    const program = load((a) => a.loadMapValue(r1, "count").mov(r2, 1).atomic("add", 8, r1, 0, r2).mov(r0, 0).exit(), { count: map });
    kernel.programs.testRun(program);
    expect(view[0]).toBe(42n);
  });

  it("of kinds it doesn't know are refused", () => {
    expect(() => create({ type: "lru_hash" })).toThrow(/^create map lru_hash: bpf\(BPF_MAP_CREATE\): invalid argument \(EINVAL\)/);
  });
});

describe("a ring of an interpreted kernel", () => {
  const SIZE = 4096;
  /** Sends its first argument. */
  const sender = (ring: Fd): Fd =>
    load(
      (a) => a.ldx(8, r2, r1, 0).store(8, r10, -8, r2).loadMap(r1, "ring").mov(r2, r10).add(r2, -8).mov(r3, 8).mov(r4, 0).call("ringbuf_output").exit(),
      { ring },
    );

  it("is read by the session's own reader, all the way round", () => {
    const { kernel } = interpreted;
    const ring = create({ type: "ringbuf", keySize: 0, valueSize: 0, maxEntries: SIZE });
    const reader = new RingBuffer(kernel.memory, ring, SIZE);
    const view = new DataView(reader.buffer);
    const program = sender(ring);
    const seen: bigint[] = [];
    for (let n = 0n; n < 1000n; n += 1n) {
      kernel.programs.testRun(program, { context: word(n) });
      if (n % 7n === 0n) reader.drain((offset) => seen.push(view.getBigUint64(offset, true)));
    }
    reader.drain((offset) => seen.push(view.getBigUint64(offset, true)));
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, n) => BigInt(n)));
  });

  it("has no room once it is full, and room again once it is read", () => {
    const { kernel } = interpreted;
    const ring = create({ type: "ringbuf", keySize: 0, valueSize: 0, maxEntries: SIZE });
    const reader = new RingBuffer(kernel.memory, ring, SIZE);
    const program = sender(ring);
    const results = Array.from({ length: SIZE / 16 + 1 }, (_, n) => kernel.programs.testRun(program, { context: word(BigInt(n)) }));
    expect(results.slice(0, -1).every((result) => result === 0)).toBe(true);
    expect(results.at(-1)).not.toBe(0);
    expect(reader.drain(() => undefined)).toBe(SIZE / 16);
    expect(kernel.programs.testRun(program, { context: word(1n) })).toBe(0);
  });
});

describe("events of an interpreted kernel", () => {
  it("run the programs attached, in their surroundings, until they are detached", () => {
    const { kernel } = interpreted;
    const map = create({ type: "array", maxEntries: 1 });
    const value = new Uint8Array(8);
    const program = load((a) => a.call("get_current_pid_tgid").loadMapValue(r1, "last").store(8, r1, 0, r0).mov(r0, 0).exit(), { last: map });
    const link = kernel.links.openRawTracepoint(program, "sched_switch");
    expect(interpreted.fire("tracepoint sched_switch", new Uint8Array(8), { tgid: 7, pid: 8 })).toBe(1);
    kernel.maps.lookup(map, key(0), value);
    expect(value).toEqual(word((7n << 32n) | 8n));
    link.close();
    expect(interpreted.fire("tracepoint sched_switch", new Uint8Array(8), {})).toBe(0);
    expect(kernel.programs.info(program).runCount).toBe(1n);
  });

  it("find a typed program by the tracepoint it was loaded for", () => {
    const { kernel } = interpreted;
    const attachBtfId = defaultTarget().btf!.byName("typedef", "btf_trace_sched_switch")!.id;
    const { bytes } = assemble({ main: new Assembler("main").mov(r0, 0).exit().finish(), subprograms: [] });
    const program = kernel.programs.load({ type: "tracing", expectedAttachType: "trace_raw_tp", attachBtfId, instructions: bytes });
    kernel.links.openRawTracepoint(program);
    expect(interpreted.places).toEqual(["tracepoint sched_switch"]);
  });

  it("stop at what a verifier would have refused", () => {
    const program = load((a) => a.mov(r1, 0).ldx(8, r0, r1, 0).exit());
    interpreted.kernel.links.openRawTracepoint(program, "x");
    // Typed loads from nowhere give 0; stores are the mistakes that show.
    expect(interpreted.fire("tracepoint x", new Uint8Array(8), {})).toBe(1);
    const storing = load((a) => a.mov(r1, 0).store(8, r1, 0, r1).mov(r0, 0).exit());
    interpreted.kernel.links.openRawTracepoint(storing, "y");
    expect(() => interpreted.fire("tracepoint y", new Uint8Array(8), {})).toThrow("null pointer");
  });
});

describe("descriptors of an interpreted kernel", () => {
  it("are known until they are closed", () => {
    const map = create({ name: "counts" });
    expect(interpreted.unclosed).toEqual(["map counts"]);
    map.close();
    expect(interpreted.unclosed).toEqual([]);
  });

  it("are refused for what has no place in it", () => {
    expect(() => interpreted.kernel.mounts.detached("tracefs")).toThrow(/ENOSYS/);
    expect(() => interpreted.kernel.events.epoll()).toThrow(/ENOSYS/);
  });
});
