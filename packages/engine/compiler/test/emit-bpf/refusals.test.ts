import type { Expr, Fact, Stmt } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { emitBpf } from "../../src/emit-bpf/emit-bpf.js";
import { compare, context, fact, get, gets, Globals, handler, kernelProgram, long, longKey, print, run, script, scriptOf, set, spanAt, string, text, update, value } from "./ir-builders.js";

const endless: Fact = { name: "test/endless", injective: true, bound: 20, render: (raw) => `number ${String(raw)}` };
const s = string(30);
const big = string(40_000);
const globals = new Globals();
const a = globals.make("a", { keys: [longKey] });

/** An expression no stack holds: a tree of calls that all have to be kept. */
function deep(depth: number): Extract<Expr, { type: "long" }> {
  if (depth === 0) return update(a, "add", 1, [context(0)]);
  return { type: "long", op: "binary", operator: "add", left: deep(0), right: deep(depth - 1) };
}

/** Each a callback of its own. */
function loops(number: number): Stmt[] {
  return Array.from({ length: number }, (_, label): Stmt => ({ op: "loop", label, body: [{ op: "break", label }], actions: 1, span: spanAt(label) }));
}

describe("what no program can do is a diagnostic", () => {
  it.each([
    { id: "fact-needs-session", body: [set(s, fact(endless, context(0)))] },
    { id: "fact-needs-session", body: [run(compare("eq", fact(endless, context(0)), text("number 1")))] },
    { id: "handler-too-large", body: [set(big, text("x")), print(value("s", gets(big)))] },
    { id: "handler-too-large", body: [run(deep(80))] },
    { id: "handler-too-large", body: loops(256) },
  ])("$id", ({ id, body }) => {
    const { programs, diagnostics } = emitBpf(script([handler(body, { locals: [s, big].filter((local) => id === "handler-too-large" || local === s) })], { globals }));
    expect(diagnostics.map((each) => [each.id, each.severity])).toEqual([[id, "error"]]);
    expect(programs).toEqual([]);
  });

  it("all of them are said at once, each with its place", () => {
    const unspelled: Stmt = { op: "loop", label: 1, body: [set(s, fact(endless, context(0)))], actions: 1, span: spanAt(12) };
    const programs = [0, 1].map((id) => kernelProgram(id, [{ when: undefined, handler: handler([unspelled], { locals: [s] }) }]));
    const { diagnostics } = emitBpf(scriptOf(programs, { globals }));
    expect(diagnostics.map(({ id, span }) => [id, span?.start])).toEqual([["fact-needs-session", 12], ["fact-needs-session", 12]]);
  });

  it("a program has as many callbacks as the kernel lets it have", () => {
    expect(emitBpf(script([handler(loops(255))])).programs[0]!.code.functions).toHaveLength(256);
  });

  it("facts are fine where they are printed or keys of their own", () => {
    const keyed = globals.make("keyed", { keys: [{ type: "string", bound: 20, fact: endless }] });
    const body = [print(value("s", fact(endless, context(0)))), run(update(keyed, "add", 1, [fact(endless, context(0))])), set(s, text("")), run(get(long()))];
    expect(emitBpf(script([handler(body.slice(0, 3), { locals: [s] })], { globals })).diagnostics).toEqual([]);
  });
});
