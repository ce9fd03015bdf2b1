import { parse, print, Source } from "@tapset/language";
import { describe, expect, it } from "vitest";
import { withGlobalValues } from "../src/global-values.js";

/** The globals of a script as -G leaves them. */
function globals(text: string, values: Record<string, string>): string {
  return print(withGlobalValues(parse(new Source("test.stp", text)).script, new Map(Object.entries(values)))).trim();
}

describe("-G", () => {
  it.each([
    ["global n = 1", { n: "7" }, "global n = 7"],
    ["global n = 1", { n: "-0x10" }, "global n = -16"],
    ["global s = \"x\", n = 2", { s: "7" }, 'global s = "7", n = 2'],
    ["global n, s", { n: "7", s: "seven" }, 'global n = 7, s = "seven"'],
    ["global s", { s: "" }, 'global s = ""'],
  ])("%s: %o", (text, values, expected) => {
    expect(globals(text, values)).toBe(expected);
  });

  it("sets no global that isn't there, names those that are", () => {
    expect(() => globals("global a, b", { c: "1" })).toThrow(
      expect.objectContaining({ status: 2, message: "-G c: the script declares no global of this name", hints: ["name one of a, b"] }) as Error,
    );
  });

  it("sets no array, and no number to text", () => {
    expect(() => globals("global a[10]", { a: "1" })).toThrow("-G a: only scalars can be set, not arrays");
    expect(() => globals("global n = 1", { n: "one" })).toThrow("-G n=one: the variable is a number");
  });
});
