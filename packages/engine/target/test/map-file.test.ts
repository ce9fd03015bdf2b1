import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createKernel, Errno } from "@tapset/sys";
import { afterAll, describe, expect, it } from "vitest";
import { mapFile } from "../src/map-file.js";

const folder = mkdtempSync(join(tmpdir(), "tapset-map-"));
afterAll(() => rmSync(folder, { recursive: true }));
const { memory } = createKernel();

describe("a mapped file", () => {
  it("has the file's bytes, and no more", () => {
    const bytes = randomBytes(3 * memory.pageSize + 5);
    const path = join(folder, "some");
    writeFileSync(path, bytes);
    expect(Buffer.compare(mapFile(memory, path) ?? Buffer.alloc(0), bytes)).toBe(0);
  });

  it("is nothing where there is no file, or none that can be mapped", () => {
    expect(mapFile(memory, join(folder, "missing"))).toBeUndefined();
    expect(mapFile(memory, folder)).toBeUndefined();
    expect(mapFile(memory, "/proc/self/status")).toBeUndefined();
  });

  it("is nothing where the kernel refuses", () => {
    const open: string[] = [];
    const kernel = createKernel({
      syscall: () => -Errno.EACCES,
      tracer: { opened: (_fd, what) => void open.push(what), closed: () => undefined },
    });
    const path = join(folder, "other");
    writeFileSync(path, "x");
    expect(mapFile(kernel.memory, path)).toBeUndefined();
    expect(open).toEqual([]);
  });
});
