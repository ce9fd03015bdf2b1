import { expect, it } from "vitest";
import { bpfPid, RingBuffer } from "../src/index.js";
import { describeLive, liveKernel } from "./live-kernel.js";
import { recordingProgram, sendingProgram } from "./programs.js";

const sizeBytes = 1 << 16;

/** A ring, and a program that runs while `use` does. */
function withRing(use: (live: ReturnType<typeof openRing>) => void): void {
  const live = openRing();
  try {
    use(live);
  } finally {
    live.reader.close();
    live.ring.close();
    expect(live.open(), "descriptors left open").toEqual([]);
  }
}

function openRing() {
  const { kernel, open } = liveKernel();
  const ring = kernel.maps.create({ type: "ringbuf", name: "ring", keySize: 0, valueSize: 0, maxEntries: sizeBytes });
  return { kernel, open, ring, reader: new RingBuffer(kernel.memory, ring, sizeBytes) };
}

describeLive("a live ring", () => {
  it("delivers every record, whole and in order, many times around", () => {
    withRing(({ kernel, ring, reader }) => {
      const counter = kernel.maps.create({ type: "array", keySize: 4, valueSize: 8, maxEntries: 1 });
      // The first thread's id is its process's.
      const mainThread = bpfPid(kernel);
      const program = kernel.programs.load({
        type: "raw_tracepoint", name: "recording", instructions: recordingProgram(counter, ring, mainThread),
      });
      const link = kernel.links.openRawTracepoint(program, "sys_enter");
      const words = new BigInt64Array(reader.buffer);
      const seen: bigint[] = [];
      let torn = 0;
      const drain = (): number => reader.drain((offset, length) => {
        const first = words[offset / 8] ?? -1n;
        if (length !== 24 || words[offset / 8 + 1] !== first || words[offset / 8 + 2] !== first) torn++;
        seen.push(first);
      });
      for (let i = 0; i < 50_000; i++) {
        kernel.process.tid();
        if (i % 512 === 0) drain();
      }
      link.close();
      drain();
      const value = new Uint8Array(8);
      kernel.maps.lookup(counter, new Uint8Array(4), value);
      const produced = Number(new BigInt64Array(value.buffer)[0]);
      program.close();
      counter.close();

      const expected = Array.from({ length: produced }, (_, i) => BigInt(i)).filter((i) => i % 4n !== 3n);
      expect(produced).toBeGreaterThanOrEqual(50_000);
      expect(produced * 32).toBeGreaterThan(10 * sizeBytes);
      expect(torn).toBe(0);
      expect(seen).toEqual(expected);
      expect(reader.pendingBytes).toBe(0);
    });
  });

  it("wakes whoever waits for it", async () => {
    const { kernel, open, ring, reader } = openRing();
    const program = kernel.programs.load({ type: "raw_tracepoint", name: "sending", instructions: sendingProgram(ring) });
    const epoll = kernel.events.epoll();
    epoll.add(ring, 5);
    expect(epoll.wait(0)).toEqual([]);
    kernel.programs.testRun(program);
    expect(epoll.wait(1000)).toEqual([5]);
    expect(reader.drain(() => undefined)).toBe(1);
    expect(epoll.wait(0)).toEqual([]);

    const records = await new Promise<number>((resolve) => {
      const watch = kernel.events.watch(ring, () => {
        watch.close();
        resolve(reader.drain(() => undefined));
      });
      kernel.programs.testRun(program);
    });
    expect(records).toBe(1);
    for (const owned of [epoll, program, reader, ring]) owned.close();
    expect(open()).toEqual([]);
  });
});
