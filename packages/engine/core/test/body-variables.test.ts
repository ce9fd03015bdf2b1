import { type Block, Source, parse } from "@tapset/language";
import { describe, expect, it } from "vitest";
import { variablesReadFirst, variablesWritten } from "../src/index.js";

function bodies(text: string): readonly Block[] {
  const { script, diagnostics } = parse(new Source("<input>", text));
  expect(diagnostics).toEqual([]);
  return script.items.flatMap((item) => (item.kind === "ProbeDecl" ? [item.body] : []));
}

const read = (text: string): string => [...variablesReadFirst(bodies(text)).keys()].join(" ");

describe("variablesReadFirst", () => {
  it.each([
    ["probe p { println(a, b) }", "a b"],
    ["probe p { a = b; println(a) }", "b"],
    ["probe p { a = a + 1 }", "a"],
    ["probe p { a += 1; b++; println(b) }", "a b"],
    ["probe p { a = b = 1; println(a, b) }", ""],
    // What one branch sets may not be set behind it; what both set is.
    ["probe p { if (c) a = 1; println(a) }", "c a"],
    ["probe p { if (c) a = 1; else a = 2; println(a) }", "c"],
    ["probe p { if (c) { a = 1; println(a) } }", "c"],
    ["probe p { c && (a = 1); println(a) }", "c a"],
    ["probe p { c ? (a = 1) : (a = 2); println(a) }", "c"],
    ["probe p { while (c) a = 1; println(a) }", "c a"],
    ["probe p { for (i = 0; i < n; i++) println(i); println(i) }", "n"],
    ["probe p { foreach (v = [k, l+] in x limit m) println(v, k, l); println(k) }", "x m k"],
    ["probe p { try { a = 1 } catch (e) { println(e) } println(a) }", "a"],
    // One after the other, as alias bodies run.
    ["probe p { a = 1 } probe q { println(a, b) } probe r { b = 1 }", "b"],
    ["probe p { }", ""],
  ])("%s", (text, names) => {
    expect(read(text)).toBe(names);
  });

  it("tells where", () => {
    expect(variablesReadFirst(bodies("probe p { println(a, a) }")).get("a")?.span.start).toBe(18);
  });
});

describe("variablesWritten", () => {
  it("has everything that is given a value somewhere", () => {
    const text = "probe p { if (c) a = 1; b++; x[1] = 2; foreach (v = [k] in x) { try { } catch (e) { } } } probe q { d .= \"t\" }";
    expect([...variablesWritten(bodies(text))].sort()).toEqual(["a", "b", "d", "e", "k", "v"]);
  });
});
