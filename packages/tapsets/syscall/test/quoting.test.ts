import { describe, expect, it } from "vitest";
import { quotedData } from "../src/quoting.js";

describe("the fact of a buffer in quotes", () => {
  it("stays within its bound", () => {
    for (const text of ["x".repeat(127), "\x01".repeat(127), "\n".repeat(63), ""]) {
      expect(quotedData.render(text.slice(0, 44), BigInt(text.length)).length).toBeLessThanOrEqual(quotedData.bound);
    }
  });
  it("prints an address for what couldn't be read", () => {
    expect(quotedData.render("\x010x7ffd", 100n)).toBe("0x7ffd");
  });
});
