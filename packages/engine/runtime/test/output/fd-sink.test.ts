import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FdSink } from "@tapset/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sink-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Both ends of a pipe. */
function pipe(): { readonly reader: number; readonly writer: number } {
  const name = path.join(folder, "pipe");
  execFileSync("mkfifo", [name]);
  const reader = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  return { reader, writer: openSync(name, constants.O_WRONLY) };
}

/** What can be read now. */
function available(fd: number): Buffer {
  const chunks: Buffer[] = [];
  try {
    for (;;) {
      const chunk = Buffer.alloc(1 << 16);
      const length = readSync(fd, chunk);
      if (length === 0) break;
      chunks.push(chunk.subarray(0, length));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
  }
  return Buffer.concat(chunks);
}

describe("a sink for a descriptor", () => {
  it("keeps what a full pipe doesn't take, in order, without blocking", async () => {
    const { reader, writer } = pipe();
    const sink = new FdSink(writer);
    const wanted = Buffer.concat(Array.from({ length: 50 }, (_, index) => Buffer.alloc(10_000, index)));
    for (let index = 0; index < 50; index++) sink.write(wanted.subarray(index * 10_000, (index + 1) * 10_000));
    expect(sink.backlogBytes).toBeGreaterThan(0);
    const received: Buffer[] = [];
    let isDrained = false;
    const drained = sink.drained().then(() => (isDrained = true));
    while (!isDrained) {
      received.push(available(reader));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await drained;
    received.push(available(reader));
    expect(Buffer.concat(received).equals(wanted)).toBe(true);
    expect(sink.backlogBytes).toBe(0);
    sink.close();
    closeSync(reader);
    closeSync(writer);
  });

  it("closes quietly when the reader goes away", () => {
    const { reader, writer } = pipe();
    const sink = new FdSink(writer);
    let closed = 0;
    sink.onClosed(() => (closed += 1));
    closeSync(reader);
    sink.write(Buffer.from("lost"));
    sink.write(Buffer.from("lost too"));
    expect([sink.isClosed, sink.failure, sink.backlogBytes, closed]).toEqual([true, undefined, 0, 1]);
    sink.close();
    closeSync(writer);
  });

  it("says why when a file can't be written", () => {
    const fd = openSync("/dev/full", "w");
    const sink = new FdSink(fd);
    sink.write(Buffer.from("x"));
    expect(sink.isClosed).toBe(true);
    expect(sink.failure?.message).toBe("write output: no space left on device");
    sink.close();
    closeSync(fd);
  });

  it("appends where a file stands", () => {
    const name = path.join(folder, "file");
    writeFileSync(name, "before ");
    const fd = openSync(name, "a");
    const sink = new FdSink(fd);
    sink.write(Buffer.from("after"));
    sink.close();
    closeSync(fd);
    expect(readFileSync(name, "utf8")).toBe("before after");
  });

  it("gives up what waits when it's closed", async () => {
    const { reader, writer } = pipe();
    const sink = new FdSink(writer);
    sink.write(Buffer.alloc(1 << 20));
    const drained = sink.drained();
    sink.close();
    await drained;
    expect(sink.backlogBytes).toBe(0);
    closeSync(reader);
    closeSync(writer);
  });
});
