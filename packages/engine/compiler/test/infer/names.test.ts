import { describe, expect, it } from "vitest";
import { problems, typed } from "../lower/workbench.js";

describe("names", () => {
  it.each([
    ["an unknown function", "probe begin { prinft(1) }", ["undefined-function 'prinft(1)'"]],
    ["an unknown array", "probe begin { a[1] = 2 }", ["undefined-array 'a'"]],
    ["an unknown array in a foreach, without blaming its keys", "probe begin { foreach (k in a) println(k) }", ["undefined-array 'a'"]],
    ["a local used as an array", "probe begin { a = 1; println(a, a[1]) }", ["array-expected 'a'"]],
    ["a variable that nothing gives a type", "probe begin { println(x) }", ["undefined-variable 'x'"]],
    ["a context variable the point hasn't got", 'probe trace("x") { println($nope) }', ["undefined-context-variable '$nope'"]],
    ["a context variable in a function", 'function f() { return $a } probe trace("x") { println(f()) }', ["undefined-context-variable '$a'"]],
    ["break outside a loop", "probe begin { break }", ["break-outside-loop 'break'"]],
    ["continue in a function called from a loop", "function f() { continue } probe begin { while (1) { f(); break } }", ["continue-outside-loop 'continue'"]],
    ["embedded C", "function f() %{ return 1; %} probe begin { f() }", ["embedded-c '%{ return 1; %}'"]],
    ["an assignment to a context variable", 'probe trace("x") { $a = 1 }', ["read-only '$a'"]],
    ["an assignment to kernel memory", 'probe trace("x") { @cast($a, "task")->pid = 1 }', ["read-only '@cast($a, \"task\")->pid'"]],
    ["an assignment to a number", "probe begin { 1 = 2 }", ["not-assignable '1'"]],
    ["too few arguments", "function f(a, b) { return a + b } probe begin { println(f(1)) }", ["wrong-argument-count 'f(1)'"]],
    ["too many arguments of an intrinsic", "probe begin { exit(1) }", ["wrong-argument-count 'exit(1)'"]],
  ])("%s", async (_what, text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });

  it("suggests what may have been meant", async () => {
    const { diagnostics } = await typed("global counter probe begin { counter = 1; println(couner + 1); prinln(1) }");
    expect(diagnostics.flatMap(({ id, hints }) => (id === "unused-variable" ? [] : [`${id}: ${hints.join("; ")}`]))).toEqual([
      "undefined-function: did you mean 'println', 'print' or 'printd'?",
      "never-assigned: did you mean 'counter'?",
    ]);
  });

  it("warns of what is never read, never assigned or never used", async () => {
    expect(await problems("global used, unused probe begin { used++; x = 1; println(y + 1) }")).toEqual([
      "unused-variable 'x'",
      "never-assigned 'y'",
      "unused-variable 'unused'",
    ]);
  });

  it("doesn't warn of what an alias sets for whoever wants it", async () => {
    expect(await problems('probe a = trace("x") { v = $a; w = 2 } probe a { println(v) }')).toEqual([]);
  });

  it("tells what a condition may not do", async () => {
    expect(await problems("global g probe begin { g = 1 } probe timer.ms(1) if (g++) { println(1) }")).toEqual(["write-in-condition 'g'"]);
  });

  it("takes a parameter before a global of its name", async () => {
    const { functions, diagnostics } = await typed('global n probe begin { n = 1; println(f("s")) } function f(n) { return n . "" }');
    expect(diagnostics).toEqual([]);
    expect(functions[0]?.parameters[0]?.type.type).toBe("string");
  });

  it("makes a value of the point a variable where the handler assigns it", async () => {
    const { handlers, diagnostics } = await typed("probe call.read { fd = fd + 1; println(fd) }");
    expect(diagnostics).toEqual([]);
    expect(handlers[0]?.locals.map(({ name, type }) => `${name}:${type.type}`)).toEqual(["fd:long"]);
  });
});
