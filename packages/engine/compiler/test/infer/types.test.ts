import { formatLocation, spanText } from "@tapset/language";
import { describe, expect, it } from "vitest";
import { problems, typed } from "../lower/workbench.js";

/** Types of a script's globals, as `name:type[keys]`. */
async function globalTypes(text: string): Promise<string[]> {
  const { globals, diagnostics } = await typed(text);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return globals.map(({ name, type, keys = [] }) => `${name}:${type.type}${keys.length > 0 ? `[${keys.map((key) => key.type).join(",")}]` : ""}`);
}

describe("types", () => {
  it("follow from use, over all handlers and functions", async () => {
    expect(
      await globalTypes(`
        global a, b, c, d, e, s
        function keep(x) { c = x; return x }
        probe begin { b = a; e[d, 1] <<< 2; println(s . "x", @count(e["k", 2])) }
        probe end { a = keep("text"); d = b; foreach ([k, n] in e) s = k }`),
    ).toEqual(["a:string", "b:string", "c:string", "d:string", "e:stats[string,long]", "s:string"]);
  });

  it("of functions are one for the whole script", async () => {
    expect(await problems('function f(x) { return x } probe begin { println(f("a"), f(1)) }')).toEqual(["type-mismatch '1'"]);
  });

  it("of operands come from operators", async () => {
    expect(await globalTypes('global a, b, c, d probe begin { println(a + 1, b . "x", c ? 1 : 2, !d) }')).toEqual(["a:long", "b:string", "c:long", "d:long"]);
  });

  it.each([
    ["a string added to", 'probe begin { println("a" + 1) }', ["type-mismatch '\"a\"'"]],
    ["a number concatenated", 'probe begin { println("a" . 1) }', ["type-mismatch '1'"]],
    ["a string as a condition", 'probe begin { if ("s") println(1) }', ["type-mismatch '\"s\"'"]],
    ["branches of ?: that differ", 'probe trace("x") { println($a ? 2 : "s") }', ["type-mismatch '\"s\"'"]],
    ["compared values that differ", 'probe begin { println("a" < 3) }', ["type-mismatch '3'"]],
    ["a function's returns that differ", 'function f(a) { if (a) return 1; return "s" } probe begin { println(f(1)) }', ["type-mismatch '\"s\"'"]],
    ["an array's keys", 'global a probe begin { a[1] = 1; println(a["x"]) }', ["type-mismatch '\"x\"'"]],
    ["an array's values", 'global a probe begin { a[1] = 1; a[2] = "x" }', ["type-mismatch '\"x\"'"]],
    ["a foreach's key", 'global a probe begin { a["x"] = 1; k = 2; foreach (k in a) println(k) }', ["type-mismatch 'k'"]],
    ["a function without value", "function f() { println(1) } probe begin { x = f(); println(x) }", ["no-value 'f()'"]],
    ["a void intrinsic as a value", "probe begin { x = exit(); println(x) }", ["no-value 'exit()'"]],
    ["what is printed as a value", 'probe begin { x = print("a"); println(x) if (printf("b")) println(1) println(print("c")) }', ["no-value 'print(\"a\")'", "no-value 'printf(\"b\")'", "no-value 'print(\"c\")'"]],
    ["a void intrinsic in a sum", "probe begin { println(exit() + 1) }", ["no-value 'exit()'"]],
    ["a void intrinsic where what is given is a value", "probe begin { x = exit(); println(x + 1) }", ["no-value 'exit()'"]],
    ["a message that isn't a string", "probe begin { m = 1; try { next } catch (m) { println(m) } }", ["type-mismatch 'm'"]],
  ])("conflict: %s", async (_what, text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });

  it.each(["n > 9 && exit()", "n <= 9 || exit()", "n > 9 ? exit() : 0"])("what returns nothing may be done for its effect: %s", async (text) => {
    expect(await problems(`global n probe begin { n++; ${text} }`)).toEqual([]);
  });

  it("conflicts name both sides", async () => {
    const { diagnostics } = await typed('probe begin {\n  x = 1\n  x = "a"\n  println(x)\n}');
    expect(diagnostics).toHaveLength(1);
    const [conflict] = diagnostics;
    expect(conflict?.message).toBe("type mismatch: expected long but found string");
    expect(conflict?.span && formatLocation(conflict.span)).toBe("<input>:3:7");
    expect(conflict?.chain.map(({ span }) => `${formatLocation(span)} ${spanText(span)}`)).toEqual(["<input>:2:7 1"]);
  });

  it("conflicts are all reported in one run", async () => {
    expect(await problems('global a probe begin { a[1] = 1; println(a[1] . "x"); a = 2; println(1 + "s"); foo() }')).toEqual([
      "type-mismatch 'a[1]'",
      "inconsistent-arity 'a'",
      "type-mismatch '\"s\"'",
      "undefined-function 'foo()'",
    ]);
  });

  it("arity: an array is no scalar, and has one number of keys", async () => {
    expect(await problems("global a, b probe begin { a[1] = 1; a[1, 2] = 3; b = 1; b[2] = 1 }")).toEqual(["inconsistent-arity 'a'", "inconsistent-arity 'b'"]);
  });

  it("what inference never learns is said once", async () => {
    expect(await problems("function f(x) { return f(x) } probe begin { println(f(1)) }")).toEqual(["unresolved-type 'f'"]);
  });
});
