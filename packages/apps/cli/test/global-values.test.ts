import { parse, print, Source } from "@tapset/language";
import { describe, expect, it } from "vitest";
import { withGlobalValues } from "../src/global-values.js";
import { failuresIn } from "./script-tests/trial.js";

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

  it("sets what has the type that its use asks for", async () => {
    const text = (use: string, output: string): string =>
      `cases:\n  - name: made up\n    text: global x probe begin { ${use}; exit() }\n    options: [-G, x=0x12]\n    output: |\n      ${output}\n`;
    expect(await failuresIn(text("println(x . x)", "0x120x12"))).toEqual([]);
    expect(await failuresIn(text("println(x + x)", "36"))).toEqual([]);
    expect(await failuresIn(text("println(x)", "18"))).toEqual([]);
    expect((await failuresIn(text("x <<< 1; println(@count(x))", "1"))).join()).toContain("type mismatch: expected stats but found long");
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
