import { describe, expect, it } from "vitest";
import { escapeText, escapeWithin, quoteText } from "../src/escape-text.js";

describe("quoteText", () => {
  it("writes a C literal", () => {
    expect(quoteText("plain text", 127)).toBe('"plain text"');
    expect(quoteText("", 127)).toBe('""');
    expect(quoteText('a"b\\c', 127)).toBe(String.raw`"a\"b\\c"`);
    expect(quoteText("\n\t\r\v\b\f\x07", 127)).toBe(String.raw`"\n\t\r\v\b\f\a"`);
    expect(quoteText("\x00\x1b\x7f\xff", 127)).toBe(String.raw`"\000\033\177\377"`);
  });
  it("cuts what doesn't fit, and says so behind the quotes", () => {
    expect(quoteText("x".repeat(18), 20)).toBe(`"${"x".repeat(18)}"`);
    expect(quoteText("x".repeat(19), 20)).toBe(`"${"x".repeat(15)}"...`);
  });
  it("never cuts an escape in two", () => {
    expect(quoteText("\n".repeat(20), 20)).toBe(String.raw`"\n\n\n\n\n\n\n"...`);
    expect(quoteText("\x01".repeat(20), 20)).toBe(String.raw`"\001\001\001"...`);
  });
  it("says so where the text was cut before", () => {
    expect(quoteText("abc", 20, true)).toBe('"abc"...');
  });
});

it("escapeText leaves what can be printed", () => {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
  expect(escapeText(printable)).toBe(printable.replace("\\", "\\\\").replace('"', '\\"'));
});

it("escapeWithin keeps escapes whole", () => {
  expect(escapeWithin("a\nb", 4)).toBe(String.raw`a\nb`);
  expect(escapeWithin("a\nb", 2)).toBe("a");
  expect(escapeWithin("ab\x01", 5)).toBe("ab");
});
