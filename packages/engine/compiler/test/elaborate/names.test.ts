import { type Node, print, walk } from "@tapset/language";
import { describe, expect, it } from "vitest";
import { elaborated, problems } from "./workbench.js";

function calls(root: Node): string[] {
  const names: string[] = [];
  walk(root, (node) => {
    if (node.kind === "Call") names.push(node.name);
  });
  return names;
}

async function functionBodies(text: string, tapsets: Readonly<Record<string, string>>): Promise<Record<string, string[]>> {
  const { functions, diagnostics } = await elaborated(text, { tapsets });
  expect(diagnostics).toEqual([]);
  return Object.fromEntries([...functions].map(([name, overloads]) => [name, overloads.map(({ body }) => print(body).replace(/\s+/g, " "))]));
}

describe("what is reached", () => {
  it("is pulled in transitively, the rest left out", async () => {
    const tapsets = {
      one: "function f:long() { return g() } function unused:long() { return U } global U",
      two: "function g:long() { return G + pid() } global G = 5, other",
    };
    const { functions, globals, intrinsics } = await elaborated("probe begin { println(f()) }", { tapsets });
    expect([...functions.keys()]).toEqual(["f", "g"]);
    expect(globals.map((declaration) => print(declaration))).toEqual(["global G = 5"]);
    expect([...intrinsics.keys()]).toEqual(["pid"]);
  });

  it("counts conditions, alias bodies and functions of the script", async () => {
    const tapsets = { one: "global G, H", two: "probe a = begin if (G) { x = g() } function g:long() { return H }" };
    const { functions, globals } = await elaborated("function f() { println(1) } function unused() {} probe a { f() }", { tapsets });
    expect([...functions.keys()].sort()).toEqual(["f", "g"]);
    expect(globals.flatMap(({ entries }) => entries.map(({ name }) => name)).sort()).toEqual(["G", "H"]);
  });

  it("keeps all globals of the script, and ends on recursion", async () => {
    const { functions, globals } = await elaborated("global a, b function f() { return f() } probe begin { f() }");
    expect(globals).toHaveLength(1);
    expect([...functions.keys()]).toEqual(["f"]);
  });

  it("takes parameters and the script's own globals for what they are", async () => {
    const tapsets = { one: "global G, H" };
    const { globals } = await elaborated("global G function f(H) { return H + G } probe begin { f(1) }", { tapsets });
    expect(globals).toHaveLength(1);
    expect(globals[0]!.span.source.name).toBe("<input>");
  });

  it("brings the probes of its file along, and what they reach", async () => {
    const tapsets = {
      one: "global seen probe a = end {} probe timer.ms(5) { seen += g() } function f:long() { return seen } probe never { seen++ }",
      two: "global far probe timer.ms(6) { far++ } function g:long() { return far }",
      three: "global idle probe timer.ms(7) { idle++ } function h() {}",
    };
    const { probes, globals, diagnostics } = await elaborated("probe begin { println(f()) }", { tapsets });
    expect(diagnostics).toEqual([]);
    expect(probes.map(({ derived }) => derived.point)).toEqual(["begin", "timer.ms(5)", "never", "timer.ms(6)"]);
    expect(globals.map((declaration) => print(declaration)).sort()).toEqual(["global far", "global seen"]);
    const pointsOf = async (text: string) => (await elaborated(text, { tapsets })).probes.map(({ derived }) => derived.point);
    expect(await pointsOf("probe a { next }")).toEqual(["end", "timer.ms(5)", "never", "timer.ms(6)"]);
    expect(await pointsOf("probe begin { println(idle) }")).toEqual(["begin", "timer.ms(7)"]);
    expect(await pointsOf("function f() { return 1 } probe begin { next }")).toEqual(["begin"]);
  });

  it("has a tapset call the script's function where its own, of a written priority, invites it", async () => {
    const inviting = { one: "function key:long() : 9 { return 1 } function count:long() { return key() }" };
    const own = "function key:long() { return 2 } probe begin { println(count()) }";
    expect((await functionBodies(own, inviting))["key"]).toEqual(["{ return 2; }"]);
    expect((await functionBodies("probe begin { println(count()) }", inviting))["key"]).toEqual(["{ return 1; }"]);
  });

  it("keeps the script's aliases from a tapset's probes", async () => {
    const tapsets = { one: "probe timer.ms(5) { } function f() { }" };
    const { probes } = await elaborated("probe timer.ms(5) = end { } probe begin { f() }", { tapsets });
    expect(probes.map(({ derived }) => derived.point)).toEqual(["begin", "timer.ms(5)"]);
  });

  it("does not look for the print family", async () => {
    const { functions, intrinsics } = await elaborated('probe begin { printf("%d", 1) }');
    expect(functions.size + intrinsics.size).toBe(0);
  });
});

describe("overloads", () => {
  it("are in order of priority, then of declaration", async () => {
    const text = `
      function f():3 { next; return 1 } function f():1 { next; return 2 } function f() { next; return 3 } function f() { next; return 4 }
      probe begin { f() }`;
    expect(await functionBodies(text, {})).toEqual({
      f: ["{ next; return 3; }", "{ next; return 4; }", "{ next; return 2; }", "{ next; return 1; }"],
    });
  });

  it("of a script come before a tapset's", async () => {
    const tapsets = { one: "function f:long() { return 1 }" };
    expect(await functionBodies("function f:long() { next; return 2 } probe begin { f() }", tapsets)).toEqual({
      f: ["{ next; return 2; }", "{ return 1; }"],
    });
  });

  it("that can't be reached are warned of", async () => {
    expect(await problems("function f() { return 1 } function f() { return 2 } function f(x) { return 3 } probe begin { f() }")).toEqual([
      "unreachable-overload at <input>:1:36",
    ]);
  });
});

describe("one name in several files", () => {
  it("leaves a tapset its own function when the script has one of that name", async () => {
    const tapsets = { one: "probe a = begin { x = f() } function f:long() { return 1 } function g:long() { return f() }" };
    const text = "function f:long() { return 2 } probe a { println(f(), g()) }";
    const { functions, probes } = await elaborated(text, { tapsets });
    expect([...functions].map(([name, overloads]) => [name, overloads.map(({ span }) => span.source.name)])).toEqual([
      ["f", ["<input>"]],
      ["f__2", ["one.stp"]],
      ["g", ["one.stp"]],
    ]);
    expect(probes[0]!.bodies.map(({ block }) => calls(block))).toEqual([["f__2"], ["println", "f", "g"]]);
    expect(calls(functions.get("g")![0]!)).toEqual(["f__2"]);
  });

  it("leaves a tapset the intrinsic that the script hides", async () => {
    const tapsets = { one: "function g:long() { return pid() }" };
    const { functions, intrinsics } = await elaborated("function pid:long() { return 2 } probe begin { pid() g() }", { tapsets });
    expect([...functions.keys()]).toEqual(["pid", "g"]);
    expect([...intrinsics.keys()]).toEqual(["pid__2"]);
    expect(intrinsics.get("pid__2")!.map(({ name }) => name)).toEqual(["pid"]);
    expect(calls(functions.get("g")![0]!)).toEqual(["pid__2"]);
  });

  it("has the intrinsic after overloads that all go on, and those of another number of parameters beside it", async () => {
    const goesOn = await elaborated("function pid:long() { if (1) next; return 2 } probe begin { pid() }");
    expect([goesOn.functions.get("pid")!.length, goesOn.intrinsics.get("pid")!.length]).toEqual([1, 1]);
    const beside = await elaborated("function pid:long(x) { return x } probe begin { pid() }");
    expect([beside.functions.get("pid")!.length, beside.intrinsics.get("pid")!.length]).toEqual([1, 1]);
  });

  it("takes in nothing that comes after a function without next", async () => {
    const tapsets = { one: "function f:long() { return 2 }" };
    expect(await functionBodies("function f() { next } function f() { return 1 } probe begin { f() }", tapsets)).toEqual({ f: ["{ next; }", "{ return 1; }"] });
  });

  it("keeps private functions to their files", async () => {
    const tapsets = {
      one: "private function h:long() { return 1 } function f:long() { return h() }",
      two: "private function h:long() { return 2 } function g:long() { return h() }",
    };
    expect(await functionBodies("probe begin { f() g() }", tapsets)).toEqual({
      f: ["{ return h(); }"],
      h: ["{ return 1; }"],
      g: ["{ return h__2(); }"],
      h__2: ["{ return 2; }"],
    });
  });

  it("keeps private functions from the script", async () => {
    const tapsets = { one: "private function h:long() { return 1 } function f:long() { return h() }" };
    const { functions } = await elaborated("function h:long() { return 2 } probe begin { f() h() }", { tapsets });
    expect(functions.get("h")!.map(({ span }) => span.source.name)).toEqual(["<input>"]);
    expect(functions.get("h__2")!.map(({ span }) => span.source.name)).toEqual(["one.stp"]);
  });

  it("leaves a tapset its global when the script has one of that name", async () => {
    const tapsets = { one: "private global n function f:long() { return n++ }" };
    const { globals } = await elaborated("global n probe begin { n = f() }", { tapsets });
    expect(globals.map(({ span }) => span.source.name)).toEqual(["<input>", "one.stp"]);
  });
});

describe("declarations", () => {
  it("may not be made twice", async () => {
    expect(await problems("global a, b global a function f(x, y, x) {} probe begin { f(1, 2, 3) }")).toEqual([
      "duplicate-global at <input>:1:20",
      "duplicate-parameter at <input>:1:39",
    ]);
  });

  it("may not be embedded C", async () => {
    expect(await problems("%{ int x; %} probe begin {}")).toEqual(["embedded-c at <input>:1:1"]);
  });
});

describe("callable", () => {
  it("has every function of the tapsets in use, reached or not", async () => {
    const tapsets = { one: "function f:long() { return 1 }" };
    const { callable } = await elaborated("function own() {} probe begin {}", { tapsets });
    expect(callable).toEqual(["own", "pid", "exit", "register", "f"]);
  });
});
