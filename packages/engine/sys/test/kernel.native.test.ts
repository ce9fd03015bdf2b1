import { readlinkSync } from "node:fs";
import { r0, r1, r10 } from "@tapset/asm";
import { afterEach, expect, it } from "vitest";
import { BPF_F_MMAPABLE, BPF_F_RDONLY_PROG, bpfPid, createFeatures, perCpuStride, SyscallError, VerifierError } from "../src/index.js";
import type { Fd } from "../src/index.js";
import { describeLive, liveKernel } from "./live-kernel.js";
import { countingProgram, program } from "./programs.js";

const { kernel, open } = liveKernel();
const { maps, programs } = kernel;
const key = (value: number): Uint8Array => new Uint8Array(new Uint32Array([value]).buffer);
const long = (value: bigint): Uint8Array => new Uint8Array(new BigInt64Array([value]).buffer);

const opened: Fd[] = [];
const own = (fd: Fd): Fd => (opened.push(fd), fd);

afterEach(() => {
  for (const fd of opened.splice(0)) fd.close();
  expect(open(), "descriptors left open").toEqual([]);
});

describeLive("maps", () => {
  it("keep what is put into them", () => {
    const map = own(maps.create({ type: "hash", name: "kept", keySize: 4, valueSize: 8, maxEntries: 2 }));
    expect(maps.info(map)).toMatchObject({ type: "hash", name: "kept", keySize: 4, valueSize: 8, maxEntries: 2 });
    expect(maps.ids()).toContain(maps.info(map).id);
    const value = new Uint8Array(8);
    expect(maps.lookup(map, key(1), value)).toBe(false);
    expect(maps.update(map, key(1), long(-5n))).toBe(true);
    expect(maps.update(map, key(1), long(6n), "create")).toBe(false);
    expect(maps.update(map, key(2), long(6n), "replace")).toBe(false);
    expect(maps.lookup(map, key(1), value)).toBe(true);
    expect(value).toEqual(long(-5n));
    expect(maps.take(map, key(1), value)).toBe(true);
    expect(maps.delete(map, key(1))).toBe(false);
  });

  it("say so when they are full", () => {
    const map = own(maps.create({ type: "hash", keySize: 4, valueSize: 8, maxEntries: 1 }));
    maps.update(map, key(1), long(1n));
    expect(() => maps.update(map, key(2), long(2n))).toThrow(SyscallError);
  });

  it.each(["hash", "lru_hash"] as const)("of type %s are read and emptied as a whole", (type) => {
    const layout = { keySize: 4, valueSize: 8, maxEntries: 5000 };
    const map = own(maps.create({ type, ...layout }));
    for (let i = 0; i < 1000; i++) maps.update(map, key(i), long(BigInt(3 * i)));
    const { count, keys, values } = maps.readAll(map, layout);
    expect(count).toBe(1000);
    const numbers = new Uint32Array(keys.buffer, keys.byteOffset, count);
    const tripled = new BigInt64Array(values.buffer, values.byteOffset, count);
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    numbers.forEach((number, i) => expect(tripled[i]).toBe(BigInt(3 * number)));
    expect(maps.takeAll(map, layout).count).toBe(1000);
    expect(maps.readAll(map, layout).count).toBe(0);
  });

  it("without batches are read and emptied element by element", () => {
    const layout = { keySize: 4, valueSize: 8, maxEntries: 10 };
    const map = own(maps.create({ type: "lpm_trie", keySize: 8, valueSize: 8, maxEntries: 10, flags: 1 }));
    const prefix = (n: number): Uint8Array => new Uint8Array(new Uint32Array([32, n]).buffer);
    for (let i = 0; i < 5; i++) maps.update(map, prefix(i), long(BigInt(i)));
    expect(maps.readAll(map, { ...layout, keySize: 8 }).count).toBe(5);
  });

  it("per CPU have a value for every possible CPU", () => {
    const map = own(maps.create({ type: "percpu_array", keySize: 4, valueSize: 12, maxEntries: 1 }));
    const value = new Uint8Array(kernel.cpus.possibleCount() * perCpuStride(12)).fill(255);
    expect(maps.lookup(map, key(0), value)).toBe(true);
    expect(value.every((byte) => byte === 0)).toBe(true);
  });

  it("take maps as values", () => {
    const inner = own(maps.create({ type: "hash", keySize: 4, valueSize: 8, maxEntries: 8 }));
    const outer = own(maps.create({ type: "array_of_maps", keySize: 4, valueSize: 4, maxEntries: 2, innerMap: inner }));
    maps.updateInnerMap(outer, key(1), inner);
    const id = new Uint8Array(4);
    expect(maps.lookup(outer, key(1), id)).toBe(true);
    expect(id).toEqual(key(maps.info(inner).id));
    expect(maps.lookup(outer, key(0), id)).toBe(false);
  });

  it("can be frozen", () => {
    const map = own(maps.create({ type: "array", keySize: 4, valueSize: 8, maxEntries: 1, flags: BPF_F_RDONLY_PROG }));
    maps.update(map, key(0), long(1n));
    maps.freeze(map);
    expect(() => maps.update(map, key(0), long(2n))).toThrow("EPERM");
  });
});

describeLive("mapped arrays", () => {
  it("are the same memory for both sides", () => {
    const map = own(maps.create({ type: "array", keySize: 4, valueSize: 8, maxEntries: 4, flags: BPF_F_MMAPABLE }));
    const mapping = kernel.memory.map(map, { lengthBytes: kernel.memory.pageSize, isWritable: true });
    const scalars = new BigInt64Array(mapping.buffer, 0, 4);
    Atomics.add(scalars, 2, 40n);
    maps.update(map, key(1), long(-1n));
    const value = new Uint8Array(8);
    maps.lookup(map, key(2), value);
    expect(value).toEqual(long(40n));
    expect(scalars[1]).toBe(-1n);
    mapping.close();
    expect(scalars[2], "a stale view reads zeros").toBe(0n);
    maps.lookup(map, key(2), value);
    expect(value, "the map keeps its content").toEqual(long(40n));
  });
});

describeLive("programs", () => {
  it("run, and the kernel counts the runs while statistics are on", () => {
    const loaded = own(programs.load({ type: "raw_tracepoint", name: "seven", instructions: program((a) => a.mov(r0, 7).exit()) }));
    expect(programs.info(loaded)).toMatchObject({ type: "raw_tracepoint", name: "seven", runCount: 0n, recursionMisses: 0n });
    const statistics = own(programs.enableStatistics());
    expect(programs.testRun(loaded)).toBe(7);
    expect(programs.testRun(loaded, { cpu: kernel.cpus.online().at(-1) ?? 0 })).toBe(7);
    expect(programs.info(loaded).runCount).toBe(2n);
    statistics.close();
  });

  it("see the context they are given", () => {
    const loaded = own(programs.load({
      type: "raw_tracepoint", instructions: program((a) => a.ldx(8, r0, r1, 8).exit()),
    }));
    expect(programs.testRun(loaded, { context: new Uint8Array(new BigInt64Array([1n, 4711n]).buffer) })).toBe(4711);
  });

  it("that are rejected carry the verifier's complaint", () => {
    const reject = (): Fd => programs.load({
      type: "raw_tracepoint", name: "wild", instructions: program((a) => a.mov(r0, 0).ldx(8, r0, r10, -600).exit()),
    });
    expect(reject).toThrow(VerifierError);
    try {
      reject();
    } catch (error) {
      expect(error).toMatchObject({ instruction: 1, code: "EACCES" });
      expect((error as VerifierError).summary).toMatch(/^invalid read from stack/);
      expect((error as VerifierError).log).toContain("processed ");
    }
  });

  it("with a log of many megabytes still tell what is wrong", () => {
    const instructions = program((a) => {
      for (let i = 0; i < 60_000; i++) a.mov(r0, i);
      return a.ldx(8, r0, r10, -600).exit();
    });
    expect(() => programs.load({ type: "raw_tracepoint", instructions })).toThrow(/invalid read from stack/);
  });

  it("learn this process's id as programs see it", () => {
    const pid = bpfPid(kernel);
    expect(pid).toBeGreaterThan(0);
    // The initial pid namespace has a fixed number; only there do programs and processes count alike.
    if (readlinkSync("/proc/self/ns/pid") === "pid:[4026531836]") expect(pid).toBe(process.pid);
  });
});

describeLive("links", () => {
  it("let a program run from when they open until they close", () => {
    const counter = own(maps.create({ type: "array", keySize: 4, valueSize: 8, maxEntries: 1, flags: BPF_F_MMAPABLE }));
    const mapping = kernel.memory.map(counter, { lengthBytes: kernel.memory.pageSize });
    const count = new BigInt64Array(mapping.buffer, 0, 1);
    const loaded = own(programs.load({
      type: "raw_tracepoint", name: "counting", instructions: countingProgram(counter, bpfPid(kernel)),
    }));
    const link = own(kernel.links.openRawTracepoint(loaded, "sys_enter"));
    expect(kernel.links.info(link)).toMatchObject({ programId: programs.info(loaded).id, type: 1 });
    for (let i = 0; i < 100; i++) kernel.process.tid();
    link.close();
    const counted = count[0] ?? 0n;
    expect(counted).toBeGreaterThanOrEqual(100n);
    for (let i = 0; i < 100; i++) kernel.process.tid();
    expect(count[0]).toBe(counted);
    mapping.close();
  });
});

describeLive("features", () => {
  it("that this very test has used are there", () => {
    const features = createFeatures(kernel);
    for (const name of ["bpf", "mmapable-array", "ring-buffer", "raw-tracepoint", "perf-software"] as const) {
      expect([name, features.probe(name)]).toEqual([name, { verdict: "yes", reason: "" }]);
    }
  });
});
