import { expect, it } from "vitest";
import { Fd, type Mapping, MappingRecords, type Memory } from "../src/index.js";

const PAGE = 4096;

/** The kernel's end of a ring of one page, in plain memory. */
class FakeRing implements Memory {
  readonly pageSize = PAGE;
  readonly #buffer = new ArrayBuffer(2 * PAGE);
  #head = 0;

  map(): Mapping {
    return { buffer: this.#buffer, address: 0n, close: () => undefined };
  }

  get tail(): number {
    return Number(new BigInt64Array(this.#buffer, 1032, 1)[0]);
  }

  write(record: Buffer): void {
    record.forEach((byte, index) => (new Uint8Array(this.#buffer)[PAGE + ((this.#head + index) % PAGE)] = byte));
    this.#head += record.length;
    new BigInt64Array(this.#buffer, 1024, 1)[0] = BigInt(this.#head);
  }
}

function record(type: number, words: readonly number[], path = ""): Buffer {
  const body = Buffer.concat([Buffer.from(Uint32Array.from(words).buffer), Buffer.from(path === "" ? "" : `${path}\0`)]);
  const bytes = Buffer.alloc((8 + body.length + 7) & ~7);
  bytes.writeUInt32LE(type, 0);
  bytes.writeUInt16LE(bytes.length, 6);
  body.copy(bytes, 8);
  return bytes;
}

const mapped = (pid: number, path: string): Buffer => record(10, [pid, pid + 1, 0x1000, 0x7f, 0x2000, 0, 0x3000, 0, 8, 1, 77, 0, 0, 0, 5, 2], path);

it("mappings and forks are told in order, also across the ring's end; threads and other records aren't", () => {
  const ring = new FakeRing();
  const reader = new MappingRecords(ring, new Fd(3, "event", () => undefined), PAGE);
  const told: unknown[] = [];
  const drain = (): void => reader.drain({ mapped: (pid, file) => told.push([pid, file]), forked: (...pids) => told.push(pids) });
  const file = { start: 0x7f_0000_1000n, lengthBytes: 0x2000, fileOffset: 0x3000 };

  for (let round = 0; round < 60; round++) {
    told.length = 0;
    const path = `/usr/lib/lib${"x".repeat(round)}.so`;
    ring.write(mapped(100 + round, path));
    ring.write(record(3, [100, 100], "comm"));
    ring.write(record(7, [101, 101, 102, 101]));
    ring.write(record(7, [200 + round, 100, 200, 100]));
    drain();
    expect(told).toEqual([[100 + round, { ...file, path }], [200 + round, 100]]);
  }
  expect(ring.tail).toBeGreaterThan(2 * PAGE);
  told.length = 0;
  drain();
  expect(told).toEqual([]);
});
