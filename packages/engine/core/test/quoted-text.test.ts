import { describe, expect, it } from "vitest";
import { faultAddress, quotedText } from "../src/quoted-text.js";

describe("the fact of a string in quotes", () => {
  it("stays within its bound", () => {
    for (const text of ["x".repeat(127), "\x01".repeat(127), "\n".repeat(63), ""]) {
      expect(quotedText(127).render(text).length).toBeLessThanOrEqual(quotedText(127).bound);
    }
  });
  it("takes a string that fills its limit as cut", () => {
    expect(quotedText(20).render("x".repeat(20))).toBe(`"${"x".repeat(15)}"...`);
  });
  it("prints an address for what couldn't be read", () => {
    expect(quotedText(127).render("\x010x7ffd")).toBe("0x7ffd");
    expect(faultAddress("\x01other")).toBeUndefined();
    expect(quotedText(127).render("\x01other")).toBe(String.raw`"\001other"`);
  });
});
