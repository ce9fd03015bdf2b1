import { beforeEach, describe, expect, it } from "vitest";
import { Fd, RingBuffer } from "../src/index.js";
import type { Mapping, Memory } from "../src/index.js";

const pageSize = 4096;
const size = 4096;
const busy = 0x8000_0000;
const discarded = 0x4000_0000;

/** The kernel's end of a ring, in plain memory. What it writes near the end it writes twice, as the double mapping shows it. */
class FakeRing implements Memory {
  readonly pageSize = pageSize;
  readonly consumer = new ArrayBuffer(pageSize);
  readonly producer = new ArrayBuffer(pageSize + 2 * size);
  readonly closed: ArrayBuffer[] = [];
  #position = 0;

  map(_fd: Fd, { offsetBytes = 0 }: { offsetBytes?: number }): Mapping {
    const buffer = offsetBytes === 0 ? this.consumer : this.producer;
    return { buffer, close: () => void this.closed.push(buffer) };
  }

  get consumed(): number {
    return Number(new BigInt64Array(this.consumer)[0]);
  }

  /** Appends a record full of `fill` and returns where its header is. */
  produce(lengthBytes: number, fill: number, flags = 0): number {
    const start = this.#position % size;
    const bytes = new Uint8Array(this.producer, pageSize);
    for (let i = 0; i < lengthBytes; i++) {
      const at = (start + 8 + i) % size;
      bytes[at] = bytes[at + size] = fill;
    }
    this.setHeader(start, (lengthBytes | flags) >>> 0);
    this.#position += 8 + ((lengthBytes + 7) & ~7);
    new BigInt64Array(this.producer, 0, 1)[0] = BigInt(this.#position);
    return start;
  }

  setHeader(start: number, header: number): void {
    new Uint32Array(this.producer, pageSize)[start / 4] = header;
    new Uint32Array(this.producer, pageSize + size)[start / 4] = header;
  }
}

let ring: FakeRing;
let reader: RingBuffer;
const map = new Fd(3, "map ring", () => undefined);

/** Drains, and shows each record as its length and first and last byte. */
function drained(): [number, number | undefined, number | undefined][] {
  const bytes = new Uint8Array(reader.buffer);
  const records: [number, number | undefined, number | undefined][] = [];
  reader.drain((offset, length) => records.push([length, bytes[offset], bytes[offset + length - 1]]));
  return records;
}

beforeEach(() => {
  ring = new FakeRing();
  reader = new RingBuffer(ring, map, size);
});

describe("draining the ring", () => {
  it("visits records in order and gives their room back", () => {
    ring.produce(5, 1);
    ring.produce(16, 2);
    expect(reader.pendingBytes).toBe(40);
    expect(drained()).toEqual([[5, 1, 1], [16, 2, 2]]);
    expect(ring.consumed).toBe(40);
    expect(reader.pendingBytes).toBe(0);
    expect(drained()).toEqual([]);
  });

  it("answers how many records there were, without the discarded", () => {
    ring.produce(8, 1);
    ring.produce(8, 2, discarded);
    ring.produce(8, 3);
    expect(reader.drain(() => undefined)).toBe(2);
    expect(ring.consumed).toBe(48);
  });

  it("stops at a record that is not committed yet, and goes on there later", () => {
    ring.produce(8, 1);
    const start = ring.produce(8, 2, busy);
    ring.produce(8, 3);
    expect(drained()).toEqual([[8, 1, 1]]);
    expect(ring.consumed).toBe(16);
    ring.setHeader(start, 8);
    expect(drained()).toEqual([[8, 2, 2], [8, 3, 3]]);
  });

  it("shows a record that wraps around the end in one piece", () => {
    const seen: unknown[] = [];
    for (let round = 0; round < 50; round++) {
      ring.produce(1000, round);
      seen.push(...drained());
    }
    expect(seen).toEqual(Array.from({ length: 50 }, (_, round) => [1000, round, round]));
    expect(ring.consumed).toBe(50 * 1008);
  });

  it("does not see a record again whose visitor threw", () => {
    ring.produce(8, 1);
    ring.produce(8, 2);
    expect(() => reader.drain(() => { throw new Error("no"); })).toThrow("no");
    expect(drained()).toEqual([[8, 2, 2]]);
  });

  it("empties the ring before it has visited anything", () => {
    for (let i = 0; i < 8; i++) ring.produce(400, i);
    expect(() => reader.drain(() => { throw new Error("no"); })).toThrow("no");
    expect(ring.consumed).toBe(8 * 408);
    expect(drained().map(([, first]) => first)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("stops when its time is over, and goes on there later", () => {
    // More than the ring holds, and than are visited between two looks at the clock.
    for (let i = 0; i < 200; i++) ring.produce(8, i);
    expect(() => reader.drain(() => { throw new Error("no"); })).toThrow("no");
    for (let i = 0; i < 200; i++) ring.produce(8, i);
    const first = reader.drain(() => undefined, 0);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(399);
    expect(reader.pendingBytes).toBe((399 - first) * 16);
    expect(drained().map(([, byte]) => byte)).toEqual(Array.from({ length: 399 - first }, (_, i) => (first + 1 + i) % 200));
  });

  it("leaves in the ring what there is no room to copy", () => {
    reader = new RingBuffer(ring, map, size, 64);
    const seen: [number | undefined, number][] = [];
    const bytes = new Uint8Array(reader.buffer);
    for (let i = 0; i < 40; i++) ring.produce(8 + (i % 3) * 8, i);
    expect(reader.drain((offset, length) => void seen.push([bytes[offset], length]))).toBe(40);
    expect(seen).toEqual(Array.from({ length: 40 }, (_, i) => [i, 8 + (i % 3) * 8]));
    expect(reader.pendingBytes).toBe(0);
  });

  it("goes on where the last reader of the map stopped", () => {
    ring.produce(8, 1);
    drained();
    ring.produce(8, 2);
    reader = new RingBuffer(ring, map, size);
    expect(drained()).toEqual([[8, 2, 2]]);
  });
});

describe("closing the ring", () => {
  it("unmaps both parts", () => {
    reader.close();
    expect(new Set(ring.closed)).toEqual(new Set([ring.consumer, ring.producer]));
  });

  it("also happens to the first part when the second can't be mapped", () => {
    const closed: string[] = [];
    const memory: Memory = {
      pageSize,
      map: (_, { offsetBytes }) => {
        if (offsetBytes !== undefined) throw new Error("no room");
        return { buffer: ring.consumer, address: 0n, close: () => void closed.push("consumer") };
      },
    };
    expect(() => new RingBuffer(memory, map, size)).toThrow("no room");
    expect(closed).toEqual(["consumer"]);
  });
});
