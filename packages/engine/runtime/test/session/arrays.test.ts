import type { Expr, Global, LongExpr, Segment, SortOrder, Stmt } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { runScript } from "./run-script.js";
import { global, long, longLocal, print, read, sessionModule, span, text, textLocal, value } from "./script.js";

const LONG_KEY = { type: "long", bound: 0 } as const;
const TEXT_KEY = { type: "string", bound: 15 } as const;

const a = global(0, { name: "a", keys: [TEXT_KEY, LONG_KEY], maxEntries: 4 });
const key = textLocal(0, 15);
const number = longLocal(1);
const element = longLocal(2);

const set = (array: Global, keys: readonly Expr[], amount: number): Stmt => ({
  op: "update", update: { place: { global: array, keys }, operator: "set", value: long(amount) }, span,
});
const put = (name: string, id: number, amount: number): Stmt => set(a, [text(name), long(id)], amount);
const fill: Stmt[] = [put("b", 1, 30), put("a", 2, 20), put("c", 1, 10)];

interface Loop {
  readonly sort?: SortOrder;
  readonly limit?: LongExpr;
  readonly slice?: readonly (Expr | undefined)[];
}
const foreach = ({ sort, limit, slice = [] }: Loop = {}): Stmt => ({
  op: "foreach", label: 1, global: a, keys: [key, number], value: element, slice, sort, limit, actions: 1,
  body: [print(value("s", { type: "string", op: "local", local: key, bound: 15 }), value("d", read(number)), "=", value("d", read(element)), " ")],
});

async function output(body: readonly Stmt[], globals: readonly Global[] = [a]): Promise<string> {
  const module = sessionModule([{ phase: "begin", locals: [key, number, element], body: [...body, { op: "exit" }] }], globals);
  const { stdout, stderr } = await runScript(module);
  return stdout + stderr;
}

describe("arrays of the session", () => {
  it.each<[string, Loop, string]>([
    ["in order of their making", {}, "b1=30 a2=20 c1=10 "],
    ["by value", { sort: { by: "value", direction: "ascending" } }, "c1=10 a2=20 b1=30 "],
    ["by value, descending, with a limit", { sort: { by: "value", direction: "descending" }, limit: long(2) }, "b1=30 a2=20 "],
    ["by a key", { sort: { by: 0, direction: "descending" } }, "c1=10 b1=30 a2=20 "],
    ["none for a limit of 0", { limit: long(0) }, ""],
    ["none for a negative limit", { limit: long(-1) }, ""],
    ["of a slice", { slice: [undefined, long(1)] }, "b1=30 c1=10 "],
  ])("foreach: %s", async (_, loop, expected) => {
    expect(await output([...fill, foreach(loop)])).toBe(expected);
  });

  it("hold as many elements as declared, and fail beyond, naming the place", async () => {
    expect(await output([...fill, put("d", 0, 0), put("b", 1, 31), put("e", 0, 0)])).toBe(
      "ERROR: Array overflow, check MAXMAPENTRIES near identifier 'probe' at test.stp:1:1\nWARNING: Number of errors: 1, skipped probes: 0\nWARNING: 1 element found no room, the array was full in probe begin\n",
    );
  });

  it("wrap when declared with %", async () => {
    const wrapping = { ...a, maxEntries: 2, wraps: true };
    const puts: Stmt[] = ["x", "y", "z"].map((name, index) => set(wrapping, [text(name), long(0)], index));
    const show = { ...(foreach() as Extract<Stmt, { op: "foreach" }>), global: wrapping };
    expect(await output([...puts, show], [wrapping])).toBe("y0=1 z0=2 ");
  });

  it("delete elements, slices and everything; `in` sees them go", async () => {
    const has = (...keys: readonly (Expr | undefined)[]): Segment => value("d", { type: "long", op: "has", global: a, keys });
    const remove = (...keys: readonly (Expr | undefined)[]): Stmt => ({ op: "delete", global: a, keys });
    expect(
      await output([
        ...fill,
        print(has(text("a"), long(2)), has(text("a"), undefined), has(text("a"), long(1)), has(undefined, long(1)), " "),
        remove(text("a"), long(2)), foreach(),
        remove(undefined, long(1)), foreach(), print("|"),
        ...fill, { op: "clear", global: a }, foreach(),
      ]),
    ).toBe("1101 b1=30 c1=10 |");
  });

  it("update an element in one step, giving the old or the new value", async () => {
    const update = (operator: "add" | "sub" | "mul" | "div" | "shl", amount: number, yields: "old" | "new"): Segment =>
      value("d", { type: "long", op: "update", yields, update: { place: { global: a, keys: [text("a"), long(2)] }, operator, value: long(amount) } });
    expect(await output([...fill, print(update("add", 5, "old"), " ", update("sub", 1, "new"), " ", update("mul", 2, "new"), " ", update("div", 5, "new"), " ", update("shl", 65, "new"))])).toBe("20 24 48 9 18");
    expect(await output([print(update("div", 0, "new"))])).toContain("ERROR: division by 0");
  });

  it("don't change under a foreach that changes them", async () => {
    const loop = foreach() as Extract<Stmt, { op: "foreach" }>;
    expect(await output([...fill, { ...loop, body: [...loop.body, { op: "clear", global: a }] }])).toBe("b1=30 a2=20 c1=10 ");
  });
});

describe("aggregates of the session", () => {
  const stats = global(0, { name: "s", type: "stats", keys: [TEXT_KEY], stats: { variance: false, histogram: { kind: "log" } } });
  const add = (name: string, sample: number): Stmt => ({ op: "accumulate", global: stats, keys: [text(name)], value: long(sample), span });
  const extract = (name: string, extractor: "count" | "sum" | "min" | "max" | "avg"): Segment =>
    value("d", { type: "long", op: "extract", extractor, shift: 0, global: stats, keys: [text(name)], span });

  it("extract, sort by extractors, and draw", async () => {
    const loop: Stmt = {
      op: "foreach", label: 1, global: stats, keys: [key], value: undefined, slice: [], limit: undefined, actions: 1,
      sort: { by: "max", direction: "descending" }, body: [print(value("s", { type: "string", op: "local", local: key, bound: 15 }), ",")],
    };
    const bucket: Segment = value("d", { type: "long", op: "bucket", global: stats, keys: [text("x")], index: long(65) });
    const text1 = await output(
      [add("x", 1), add("x", 4), add("y", 3), add("z", 9), print(extract("x", "count"), extract("x", "sum"), extract("x", "avg"), " "), loop, print(bucket, "\n", { kind: "histogram", global: stats, keys: [text("y")] })],
      [stats],
    );
    expect(text1).toMatch(/^252 z,x,y,1\nvalue \|-+ count\n/);
    expect(text1).toContain(`\n    2 |@${" ".repeat(50)}1\n`);
  });

  it("fail when they are empty, but for count and sum", async () => {
    expect(await output([print(extract("x", "count"), extract("x", "sum")), { op: "evaluate", value: { type: "long", op: "extract", extractor: "min", shift: 0, global: stats, keys: [text("x")], span } }], [stats])).toBe(
      "00ERROR: empty aggregate near identifier 'probe' at test.stp:1:1\nWARNING: Number of errors: 1, skipped probes: 0\n",
    );
  });
});
