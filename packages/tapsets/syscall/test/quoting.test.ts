import { describe, expect, it } from "vitest";
import { DATA_WORDS, quotedData } from "../src/quoting.js";

describe("the fact of a buffer in quotes", () => {
  it("stays within its bound", () => {
    for (const text of ["x".repeat(127), "\x01".repeat(127), "\n".repeat(63), ""]) {
      expect(quotedData.render(text.slice(0, 44), BigInt(text.length)).length).toBeLessThanOrEqual(quotedData.bound);
    }
  });
  it("shows what stands behind a NUL", () => {
    const address = 0x1005n;
    const words = (bytes: string): readonly bigint[] => {
      const memory = Buffer.alloc(8 * DATA_WORDS);
      memory.write(bytes, Number(address % 8n), "latin1");
      return Array.from({ length: DATA_WORDS }, (_, index) => memory.readBigInt64LE(8 * index));
    };
    expect(quotedData.render("a", 3n, address, ...words("a\0bcd"))).toBe(String.raw`"a\000b"`);
    expect(quotedData.render("", 2n, address, ...words(""))).toBe(String.raw`"\000\000"`);
    expect(quotedData.render("a", 100n, address, ...words(`a\0${"\xff".repeat(60)}`))).toBe(String.raw`"a\000${String.raw`\377`.repeat(42)}"...`);
  });
  it("ends at a NUL where the words couldn't be read", () => {
    expect(quotedData.render("a", 3n, 0x1005n, ...Array.from({ length: DATA_WORDS }, () => 0n))).toBe('"a"');
  });
  it("prints an address for what couldn't be read", () => {
    expect(quotedData.render("\x010x7ffd", 100n)).toBe("0x7ffd");
  });
});
