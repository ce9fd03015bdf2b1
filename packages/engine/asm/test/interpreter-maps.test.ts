import { describe, expect, test } from "vitest";
import type { Assembler } from "../src/index.js";
import { r0, r1, r10, r2, r3, r4, r6, r7 } from "../src/index.js";
import { ArrayMap, ArrayOfMaps, HashMap, KeyedMap, Machine, QueueMap, RingBuffer, TaskStorage, words } from "../src/interpreter/index.js";
import { key, mapOf, number, program, signed } from "./written-program.js";

/** r1 = map m, r2 = &key on the stack, holding the first context word. */
const withKey = (a: Assembler): Assembler => a
  .ldx(8, r6, r1, 0).store(4, r10, -4, r6).loadMap(r1, "m").mov(r2, r10).add(r2, -4);

describe("keyed maps", () => {
  const increment = program((a) => withKey(a)
    .call("map_lookup_elem").jump("ne", r0, 0, "found")
    .store(8, r10, -16, 1).loadMap(r1, "m").mov(r2, r10).add(r2, -4).mov(r3, r10).add(r3, -16).mov(r4, 1)
    .call("map_update_elem").exit()
    .label("found").mov(r1, 1).atomic("add", 8, r0, 0, r1).mov(r0, 1).exit());
  const remove = program((a) => withKey(a).call("map_delete_elem").exit());

  test("a hash inserts, finds, fills up and deletes", () => {
    const machine = new Machine({ maps: [mapOf("HASH")] });
    const results = [7n, 7n, 7n, 8n, 9n, 10n, 11n].map((k) => signed(machine.run(increment, words(k))));
    expect(results).toEqual([0n, 1n, 1n, 0n, 0n, 0n, -7n]);
    const map = machine.map("m", HashMap);
    expect([number(map.get(key(7))), number(map.get(key(8))), map.get(key(11)), map.size]).toEqual([3n, 1n, undefined, 4]);
    expect([7n, 7n].map((k) => signed(machine.run(remove, words(k))))).toEqual([0n, -2n]);
    expect(map.keys()).toEqual([key(8), key(9), key(10)]);
  });

  test("a hash obeys the update flags", () => {
    const map = new Machine({ maps: [mapOf("HASH")] }).map("m", HashMap);
    expect([2n, 1n, 1n, 2n, 0n, 3n].map((flags) => map.update(key(1), words(flags), flags, 0))).toEqual([-2, 0, -17, 0, 0, -22]);
    expect(number(map.get(key(1)))).toBe(0n);
  });

  test("an array has all its elements and no others", () => {
    const machine = new Machine({ maps: [mapOf("ARRAY", { contents: words(40n) })] });
    expect([0n, 0n, 3n, 4n].map((k) => signed(machine.run(increment, words(k))))).toEqual([1n, 1n, 1n, -7n]);
    const map = machine.map("m", ArrayMap);
    expect([0, 1, 3, 4].map((k) => number(map.get(key(k))))).toEqual([42n, 0n, 1n, undefined]);
    expect(signed(machine.run(remove, words(0n)))).toBe(-22n);
  });

  test.each(["PERCPU_ARRAY", "PERCPU_HASH"] as const)("%s keeps a value on each CPU", (type) => {
    const machine = new Machine({ maps: [mapOf(type)], cpus: 3 });
    for (const cpu of [0, 2, 2]) {
      machine.environment.cpu = cpu;
      machine.run(increment, words(1n));
    }
    const map = machine.map("m", KeyedMap);
    expect([0, 1, 2].map((cpu) => number(map.get(key(1), cpu)))).toEqual([1n, 0n, 2n]);
    const onCpu = program((a) => withKey(a.ldx(8, r7, r1, 8)).mov(r3, r7).call("map_lookup_percpu_elem")
      .jump("eq", r0, 0, "out").ldx(8, r0, r0, 0).label("out").exit());
    expect([2n, 1n, 3n].map((cpu) => machine.run(onCpu, words(1n, cpu)))).toEqual([2n, 0n, 0n]);
  });

  test("values are bounded", () => {
    const overrun = program((a) => withKey(a).call("map_lookup_elem").ldx(8, r0, r0, 4).exit());
    expect(() => new Machine({ maps: [mapOf("ARRAY")] }).run(overrun, words(2n))).toThrow("read of 8 bytes at m[2] + 4 (of 8 bytes)");
  });

  test("globals are addressed directly", () => {
    const machine = new Machine({ maps: [mapOf("ARRAY", { valueSize: 16, maxEntries: 1, contents: words(1n, 2n) })] });
    expect(machine.run(program((a) => a.loadMapValue(r1, "m", 8).ldx(8, r0, r1, 0).store(8, r1, -8, 9).exit()))).toBe(2n);
    expect(number(machine.map("m", ArrayMap).get(key(0)))).toBe(9n);
    const wide = new Machine({ maps: [mapOf("ARRAY")] });
    expect(() => wide.run(program((a) => a.loadMapValue(r1, "m").mov(r0, 0).exit()))).toThrow("map m is not an array of one element");
  });

  test("an array of maps gives maps", () => {
    const inner = mapOf("HASH", { name: "inner" });
    const machine = new Machine({ maps: [mapOf("ARRAY_OF_MAPS", { maxEntries: 2, inner })] });
    const through = program((a) => withKey(a)
      .call("map_lookup_elem").jump("ne", r0, 0, "found").mov(r0, -1).exit()
      .label("found").mov(r1, r0).mov(r2, r10).add(r2, -4).store(8, r10, -16, 5).mov(r3, r10).add(r3, -16).mov(r4, 0)
      .call("map_update_elem").exit());
    expect([0n, 1n].map((k) => signed(machine.run(through, words(k))))).toEqual([0n, -1n]);
    const [first] = machine.map("m", ArrayOfMaps).maps;
    expect(first).toBeInstanceOf(HashMap);
    expect(number((first as HashMap).get(key(0)))).toBe(5n);
  });

  test("a task has storage", () => {
    const machine = new Machine({ maps: [mapOf("TASK_STORAGE")] });
    machine.environment.task = machine.memory.allocate("task", new Uint8Array(8)).base;
    const get = (flags: number) => program((a) => a.call("get_current_task_btf").loadMap(r1, "m").mov(r2, r0).mov(r3, 0).mov(r4, flags)
      .call("task_storage_get").jump("eq", r0, 0, "out").mov(r1, 1).atomic("fetch_add", 8, r0, 0, r1).mov(r0, r1).add(r0, 1).label("out").exit());
    expect([0, 1, 0].map((flags) => machine.run(get(flags)))).toEqual([0n, 1n, 2n]);
    expect(number(machine.map("m", TaskStorage).get(machine.environment.task))).toBe(2n);
  });

  test("a map of another type is named", () => {
    expect(() => new Machine({ maps: [mapOf("QUEUE")] }).run(increment, words(1n))).toThrow("map_lookup_elem: map m is of another type (QueueMap)");
    expect(() => new Machine({ maps: [mapOf("QUEUE")] }).map("m", HashMap)).toThrow("map m is not a HashMap");
  });
});

test("a queue gives values back in order", () => {
  const machine = new Machine({ maps: [mapOf("QUEUE", { maxEntries: 2 })] });
  const push = program((a) => a.ldx(8, r6, r1, 0).store(8, r10, -8, r6).ldx(8, r3, r1, 8).loadMap(r1, "m").mov(r2, r10).add(r2, -8).call("map_push_elem").exit());
  const take = (helper: "map_pop_elem" | "map_peek_elem") => program((a) => a
    .loadMap(r1, "m").mov(r2, r10).add(r2, -8).call(helper).jump("ne", r0, 0, "out").ldx(8, r0, r10, -8).label("out").exit());
  expect([[5n, 0n], [6n, 0n], [7n, 0n], [8n, 2n]].map((pair) => signed(machine.run(push, words(...pair))))).toEqual([0n, 0n, -7n, 0n]);
  expect(machine.map("m", QueueMap).values.map(number)).toEqual([6n, 8n]);
  expect([take("map_peek_elem"), take("map_pop_elem"), take("map_pop_elem"), take("map_pop_elem")].map((p) => signed(machine.run(p)))).toEqual([6n, 6n, 8n, -2n]);
});

describe("ring buffer", () => {
  const ring = mapOf("RINGBUF", { keySize: 0, valueSize: 0, maxEntries: 64 });
  const reserve = (end: "ringbuf_submit" | "ringbuf_discard" | undefined, flags = 0) => program((a) => {
    a.ldx(8, r6, r1, 0).loadMap(r1, "m").mov(r2, 16).mov(r3, 0).call("ringbuf_reserve").jump("eq", r0, 0, "full")
      .store(8, r0, 0, r6).store(8, r0, 8, -1);
    if (end !== undefined) a.mov(r1, r0).mov(r2, flags).call(end);
    a.mov(r0, 1).exit().label("full").mov(r0, 0).exit();
  });

  test("takes records until it is full, and again after a drain", () => {
    const machine = new Machine({ maps: [ring] });
    const submit = reserve("ringbuf_submit");
    expect([1n, 2n, 3n].map((n) => machine.run(submit, words(n)))).toEqual([1n, 1n, 0n]);
    const map = machine.map("m", RingBuffer);
    expect(map.drain().map((bytes) => Array.from(new BigInt64Array(bytes.buffer)))).toEqual([[1n, -1n], [2n, -1n]]);
    expect(machine.run(submit, words(4n))).toBe(1n);
    expect(map.drain()).toHaveLength(1);
  });

  test("forgets discarded records, but their space stays until read", () => {
    const machine = new Machine({ maps: [ring] });
    expect([1n, 2n, 3n].map((n) => machine.run(reserve("ringbuf_discard"), words(n)))).toEqual([1n, 1n, 0n]);
    expect(machine.map("m", RingBuffer).drain()).toEqual([]);
  });

  test("wakes its reader when caught up, never or always, as the flags say", () => {
    const machine = new Machine({ maps: [{ ...ring, maxEntries: 4096 }] });
    const map = machine.map("m", RingBuffer);
    const wakeups = [0, 0, 1, 2].map((flags) => {
      machine.run(reserve("ringbuf_submit", flags), words(1n));
      return map.wakeups;
    });
    expect(wakeups).toEqual([1, 1, 1, 2]);
  });

  test("demands that each record is finished, once, and not touched after", () => {
    expect(() => new Machine({ maps: [ring] }).run(reserve(undefined), words(1n))).toThrow("a record of m is neither submitted nor discarded");
    const twice = program((a) => a.loadMap(r1, "m").mov(r2, 8).mov(r3, 0).call("ringbuf_reserve").mov(r6, r0)
      .mov(r1, r6).mov(r2, 0).call("ringbuf_submit").mov(r1, r6).mov(r2, 0).call("ringbuf_submit").mov(r0, 0).exit());
    expect(() => new Machine({ maps: [ring] }).run(twice)).toThrow("ringbuf_submit: no record is reserved at ");
    const after = program((a) => a.loadMap(r1, "m").mov(r2, 8).mov(r3, 0).call("ringbuf_reserve").mov(r6, r0)
      .mov(r1, r6).mov(r2, 0).call("ringbuf_submit").store(8, r6, 0, 0).mov(r0, 0).exit());
    expect(() => new Machine({ maps: [ring] }).run(after)).toThrow("write of 8 bytes at ");
    const result = program((a) => a.loadMap(r1, "m").mov(r2, 8).mov(r3, 0).call("ringbuf_reserve").mov(r1, r0).mov(r2, 0).call("ringbuf_submit").exit());
    expect(() => new Machine({ maps: [ring] }).run(result)).toThrow("r0 is read before it is written");
  });

  test("copies output, and answers queries", () => {
    const machine = new Machine({ maps: [ring] });
    const output = program((a) => a.store(8, r10, -8, 77).loadMap(r1, "m").mov(r2, r10).add(r2, -8).mov(r3, 8).mov(r4, 0).call("ringbuf_output").exit());
    expect([0, 1, 2, 3].map(() => signed(machine.run(output)))).toEqual([0n, 0n, 0n, -11n]);
    machine.map("m", RingBuffer).drain();
    machine.run(output);
    const query = (flag: number) => machine.run(program((a) => a.loadMap(r1, "m").mov(r2, flag).call("ringbuf_query").exit()));
    expect([0, 1, 2, 3].map(query)).toEqual([16n, 64n, 48n, 64n]);
  });
});
