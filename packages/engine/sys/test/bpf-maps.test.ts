import { describe, expect, it } from "vitest";
import { createKernel, Fd, SyscallError } from "../src/index.js";
import type { SystemCall } from "../src/index.js";
import { FakeSyscall } from "./fake-syscall.js";

const ENOENT = -2;
const EEXIST = -17;
const ENOSPC = -28;
const ENOTSUPP = -524;

const fd = (number: number): Fd => new Fd(number, `map ${number}`, () => undefined);
const key = (value: number): Uint8Array => new Uint8Array(new Uint32Array([value]).buffer);
const layout = { keySize: 4, valueSize: 8, maxEntries: 4096 };

/** A kernel whose bpf(2) is `answer`. */
function kernelWith(answer: (call: SystemCall & { name: "bpf" }) => number | undefined) {
  const fake = new FakeSyscall((call) => (call.name === "bpf" ? answer(call) : undefined));
  return { fake, ...createKernel({ syscall: fake.syscall }) };
}

describe("creating a map", () => {
  it("passes every attribute under the kernel's name", () => {
    const { fake, maps } = kernelWith(() => undefined);
    maps.create({
      type: "array_of_maps", name: "two copies, by epoch", keySize: 4, valueSize: 4, maxEntries: 2, flags: 1024,
      innerMap: fd(9), extra: 5n, btf: { fd: fd(8), keyTypeId: 1, valueTypeId: 2 },
    });
    expect(fake.calls[0]).toMatchObject({
      command: "BPF_MAP_CREATE",
      attr: {
        map_type: 12, map_name: "two_copies__by_", key_size: 4, value_size: 4, max_entries: 2, map_flags: 1024,
        inner_map_fd: 9, map_extra: 5n, btf_fd: 8, btf_key_type_id: 1, btf_value_type_id: 2,
      },
    });
  });
});

describe("elements", () => {
  it("that are missing are an answer, anything else is an error", () => {
    const missing = kernelWith(() => ENOENT).maps;
    expect(missing.lookup(fd(3), key(1), new Uint8Array(8))).toBe(false);
    expect(missing.delete(fd(3), key(1))).toBe(false);
    expect(missing.take(fd(3), key(1), new Uint8Array(8))).toBe(false);
    expect(missing.nextKey(fd(3), undefined, new Uint8Array(4))).toBe(false);
    const broken = kernelWith(() => -9).maps;
    expect(() => broken.lookup(fd(3), key(1), new Uint8Array(8))).toThrow(SyscallError);
    expect(() => broken.nextKey(fd(3), undefined, new Uint8Array(4))).toThrow(SyscallError);
  });

  it("are created or replaced only where that was asked for", () => {
    const { fake, maps } = kernelWith(({ attr }) => ("flags" in attr && attr.flags === 1n ? EEXIST : ENOENT));
    expect(maps.update(fd(3), key(1), new Uint8Array(8), "create")).toBe(false);
    expect(maps.update(fd(3), key(1), new Uint8Array(8), "replace")).toBe(false);
    expect(() => maps.update(fd(3), key(1), new Uint8Array(8))).toThrow(SyscallError);
    expect(fake.calls.map((call) => (call.name === "bpf" && "flags" in call.attr ? call.attr.flags : undefined)))
      .toEqual([1n, 2n, 0n]);
  });

  it("of a map of maps are given by descriptor", () => {
    const { fake, maps } = kernelWith(() => 0);
    maps.updateInnerMap(fd(3), key(1), fd(0x01_02));
    expect(fake.calls[0]).toMatchObject({ command: "BPF_MAP_UPDATE_ELEM", attr: { value: new Uint8Array([2, 1, 0, 0]) } });
  });
});

/** A batch command over `total` elements that hands out `step` at a time and needs room for `step`. */
function batches(total: number, step: number) {
  let position = 0;
  return (call: SystemCall & { name: "bpf" }): number | undefined => {
    if (call.command !== "BPF_MAP_LOOKUP_BATCH" && call.command !== "BPF_MAP_LOOKUP_AND_DELETE_BATCH") return undefined;
    const { attr } = call;
    const room = attr.count ?? 0;
    const taken = Math.min(step, total - position);
    attr.count = 0;
    if (room < taken) return ENOSPC;
    for (let i = 0; i < taken; i++) {
      (attr.keys as Uint8Array).set(key(position + i), i * 4);
      (attr.values as Uint8Array).set(key(7 * (position + i)), i * 8);
    }
    attr.count = taken;
    position += taken;
    return position === total ? ENOENT : 0;
  };
}

describe("reading all elements", () => {
  it("goes on over batches and makes room when there is too little", () => {
    const { fake, maps } = kernelWith(batches(3000, 700));
    const { count, keys, values } = maps.readAll(fd(3), layout);
    expect(count).toBe(3000);
    expect(keys.length).toBe(3000 * 4);
    expect(new Uint32Array(keys.buffer, keys.byteOffset, 3000)[2999]).toBe(2999);
    expect(new Uint32Array(values.buffer, values.byteOffset, 6000)[2 * 2999]).toBe(7 * 2999);
    expect(new Set(fake.names)).toEqual(new Set(["BPF_MAP_LOOKUP_BATCH"]));
  });

  it("starts without a bookmark and goes on with the one it was given", () => {
    const { fake, maps } = kernelWith(batches(300, 200));
    maps.takeAll(fd(3), layout);
    const bookmarks = fake.calls.map((call) => (call.name === "bpf" && "in_batch" in call.attr ? call.attr.in_batch : null));
    expect(bookmarks[0]).toBeUndefined();
    expect(bookmarks.at(-1)).toBeInstanceOf(Uint8Array);
  });

  it("goes element by element where the map has no batches", () => {
    const elements = new Map([[1, 10], [2, 20], [3, 30]]);
    const { maps } = kernelWith((call) => {
      if (call.command === "BPF_MAP_LOOKUP_BATCH") return ENOTSUPP;
      const numbers = [...elements.keys()];
      if (call.command === "BPF_MAP_GET_NEXT_KEY") {
        const previous = call.attr.key as Uint8Array | undefined;
        const next = numbers[previous === undefined ? 0 : numbers.indexOf(previous[0] ?? -1) + 1];
        if (next === undefined) return ENOENT;
        (call.attr.next_key as Uint8Array).set(key(next));
        return 0;
      }
      if (call.command !== "BPF_MAP_LOOKUP_ELEM") return undefined;
      const asked = (call.attr.key as Uint8Array)[0] ?? -1;
      // Somebody else removes the second element between listing and reading it.
      if (asked === 2) return ENOENT;
      (call.attr.value as Uint8Array).set(key(elements.get(asked) ?? 0));
      return 0;
    });
    const { count, keys, values } = maps.readAll(fd(3), { ...layout, maxEntries: 3 });
    expect(count).toBe(2);
    expect([...new Uint32Array(keys.slice().buffer)]).toEqual([1, 3]);
    expect([...new BigUint64Array(values.slice().buffer)]).toEqual([10n, 30n]);
  });

  it("reports a refusal", () => {
    const { maps } = kernelWith(() => -1);
    expect(() => maps.readAll(fd(3), layout)).toThrow("read map 3: bpf(BPF_MAP_LOOKUP_BATCH): operation not permitted");
  });
});
