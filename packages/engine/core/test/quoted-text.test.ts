import { describe, expect, it } from "vitest";
import { escape, faultAddress, quote, quotedText } from "../src/quoted-text.js";

describe("quote", () => {
  it("writes a C literal", () => {
    expect(quote("plain text", 127)).toBe('"plain text"');
    expect(quote("", 127)).toBe('""');
    expect(quote('a"b\\c', 127)).toBe(String.raw`"a\"b\\c"`);
    expect(quote("\n\t\r\v\b\f\x07", 127)).toBe(String.raw`"\n\t\r\v\b\f\a"`);
    expect(quote("\x00\x1b\x7f\xff", 127)).toBe(String.raw`"\000\033\177\377"`);
  });
  it("cuts what doesn't fit, and says so behind the quotes", () => {
    expect(quote("x".repeat(18), 20)).toBe(`"${"x".repeat(18)}"`);
    expect(quote("x".repeat(19), 20)).toBe(`"${"x".repeat(15)}"...`);
  });
  it("never cuts an escape in two", () => {
    expect(quote("\n".repeat(20), 20)).toBe(String.raw`"\n\n\n\n\n\n\n"...`);
    expect(quote("\x01".repeat(20), 20)).toBe(String.raw`"\001\001\001"...`);
  });
  it("says so where the text was cut before", () => {
    expect(quote("abc", 20, true)).toBe('"abc"...');
  });
});

it("escape leaves what can be printed", () => {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
  expect(escape(printable)).toBe(printable.replace("\\", "\\\\").replace('"', '\\"'));
});

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
