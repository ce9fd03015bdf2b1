import { formatDiagnostic } from "@tapset/language";
import { describe, expect, it } from "vitest";
import { problems, typed } from "../lower/workbench.js";

/** The first line that is said of each finding. */
async function said(text: string): Promise<readonly string[]> {
  const { diagnostics } = await typed(text);
  return diagnostics.map((each) => formatDiagnostic(each).split("\n")[0] ?? "");
}

describe("what does nothing is warned of", () => {
  it.each([
    ["a number", "probe begin { 5; println(1) }", ["no-effect '5'"]],
    ["a string", 'probe begin { "s"; println(1) }', ["no-effect '\"s\"'"]],
    ["arithmetic", "probe begin { 1 + 2; println(1) }", ["no-effect '1 + 2'"]],
    ["a comparison where an assignment was meant", "global g probe begin { g = 1; g == 2; println(g) }", ["no-effect 'g == 2'"]],
    ["a function of a tapset that only gives a value", "probe begin { pid(); println(1) }", ["no-effect 'pid()'"]],
    ["a function that only gives a value", "function f(x) { y = x + 1; return y } probe begin { f(1); println(1) }", ["no-effect 'f(1)'"]],
    ["functions that only call each other", "function f(n) { return n ? g(n - 1) : 0 } function g(n) { return f(n) } probe begin { f(1); println(1) }", ["no-effect 'f(1)'"]],
    ["a handler", "probe timer.ms(1) { }", ["no-effect 'probe timer.ms(1) { }'"]],
    ["a branch", "probe begin { if (pid()) 5; println(1) }", ["no-effect '5'"]],
  ])("%s", async (_what, text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });

  it.each([
    ["a print", "probe begin { println(1) }"],
    ["an assignment", "global g probe begin { g = 1 } probe end { println(g) }"],
    ["an increment", "global g probe begin { g++ }"],
    ["a function that prints", 'function f() { println("x"); return 1 } probe begin { f() }'],
    ["a function that calls one that prints", 'function f() { println("x"); return 1 } function g() { return f() } probe begin { g() }'],
    ["a function that writes a global", "global g function f(x) { g = x; return x } probe begin { f(1) } probe end { println(g) }"],
    ["a function of a tapset that does something", "probe begin { exit() }"],
    ["an aggregation", "global s probe begin { s <<< 1 } probe end { println(@count(s)) }"],
    ["a deletion", "global a probe begin { a[1] = 1 } probe end { foreach (k in a) println(k); delete a }"],
    ["next alone", "probe begin { next }"],
    ["what an alias does", 'probe a = trace("x") { v = $a } probe a { println(v) }'],
  ])("but not %s", async (_what, text) => {
    expect(await problems(text)).toEqual([]);
  });
});

it("what does nothing isn't warned of where its condition is wrong", async () => {
  expect(await problems("probe timer.ms(1) if (x) { }")).toEqual(["undefined-variable 'x'"]);
});

describe("what can't be reached is warned of", () => {
  it.each([
    ["after return", "function f() { return 1; println(2) } probe begin { println(f()) }", ["unreachable-code 'println(2)'"]],
    ["after next", "probe begin { println(1); next; println(2) }", ["unreachable-code 'println(2)'"]],
    ["after break", "probe begin { while (1) { break; println(2) } println(1) }", ["unreachable-code 'println(2)'"]],
    ["after both ways return", "function f(x) { if (x) return 1; else return 2; println(3) } probe begin { println(f(1)) }", ["unreachable-code 'println(3)'"]],
  ])("%s", async (_what, text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });

  it("a function that nobody calls", async () => {
    expect(await problems("function f() { return 1 } function g() { return f() } probe begin { println(1) }")).toEqual(["unused-function 'f'", "unused-function 'g'"]);
  });

  it("but not what one way leads to", async () => {
    expect(await problems("function f(x) { if (x) return 1; println(3); return 2 } probe begin { println(f(1)) }")).toEqual([]);
  });
});

it("says it as SystemTap does, with a place", async () => {
  expect(await said("global other probe begin { other = 1; if (x) println(other); y = 3; 5 }")).toEqual([
    "WARNING: never-assigned local variable 'x' (alternatives: y, other)",
    "WARNING: eliding assignment to 'y': it is never read",
    "WARNING: eliding side-effect-free expression",
  ]);
});
