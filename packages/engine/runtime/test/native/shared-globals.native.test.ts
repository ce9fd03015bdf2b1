import type { Expr, Fact, Global, LongExpr, Stmt } from "@tapset/core";
import { expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { runScript } from "../session/run-script.js";
import { global, long, longLocal, print, span, text, textLocal, value } from "../session/script.js";
import { comm, compileScript, syscallNumber, withCalls } from "./kernel-script.js";

const LONG_KEY = { type: "long", bound: 0 } as const;
const TEXT_KEY = { type: "string", bound: 15 } as const;
const CALLS = 5000;

const shared = (id: number, fields: Partial<Global>): Global => global(id, { storage: "shared", ...fields });
const change = (target: Global, keys: readonly Expr[], operator: "add" | "set" | "mul", amount: LongExpr | number): Stmt => ({
  op: "evaluate",
  value: {
    type: "long", op: "update", yields: "new", span,
    update: { place: { global: target, keys }, operator, value: typeof amount === "number" ? long(amount) : amount },
  },
});
const scalar = (target: Global): LongExpr => ({ type: "long", op: "global", global: target });
const element = (target: Global, ...keys: Expr[]): LongExpr => ({ type: "long", op: "element", global: target, keys });
const name = textLocal(0, 15);
const number = longLocal(1);
const amount = longLocal(2);
const readText = { type: "string", op: "local", local: name, bound: 15 } as const;
const readAmount: LongExpr = { type: "long", op: "local", local: amount };
const EVERY_MS = { kind: "timer", intervalNs: "1000000" };

needs("bpf").describe("globals that the kernel's and the session's handlers share", () => {
  it("a long counts exactly while both change it", async () => {
    const n = shared(0, { init: 7n });
    const ticks = global(1);
    const module = compileScript({
      globals: [n, ticks],
      body: [change(n, [], "add", 1)],
      session: [
        { phase: "begin", body: [print("from ", value("d", scalar(n)), " ")] },
        { phase: "events", start: EVERY_MS, body: [change(n, [], "add", 1000), change(ticks, [], "add", 1)] },
        { phase: "end", body: [print(value("d", scalar(n)), " ", value("d", scalar(ticks)))] },
      ],
    });
    const { stdout, stderr } = await runScript(module, withCalls(200_000));
    const [, total, ticked] = /^from 7 (\d+) (\d+)$/.exec(stdout) ?? [];
    expect(stderr.replace(/WARNING: \d+ timer ticks? missed.*\n/, "")).toBe("");
    expect(Number(ticked)).toBeGreaterThan(0);
    expect(Number(total)).toBe(7 + 200_000 + 1000 * Number(ticked));
  });

  it("arrays of longs: the session reads, updates by operator, deletes, and sees elements of both", async () => {
    const a = shared(0, { keys: [TEXT_KEY, LONG_KEY] });
    const module = compileScript({
      globals: [a],
      body: [change(a, [comm, syscallNumber], "add", 1)],
      session: [
        { phase: "begin", body: [change(a, [text("mine"), long(-1)], "set", 5), change(a, [text("gone"), long(2)], "set", 1)] },
        {
          phase: "end",
          locals: [name, number, amount],
          body: [
            change(a, [text("mine"), long(-1)], "mul", 3),
            change(a, [text("perl"), long(110)], "add", 1),
            { op: "delete", global: a, keys: [text("gone"), undefined] },
            print(value("d", element(a, text("mine"), long(-1))), " ", value("d", element(a, text("none"), long(0))), " "),
            print(value("d", { type: "long", op: "has", global: a, keys: [text("gone"), long(2)] }), "\n"),
            {
              op: "foreach", label: 1, global: a, keys: [name, number], value: amount, slice: [], limit: undefined, actions: 1,
              sort: { by: "value", direction: "descending" },
              body: [print(value("s", readText), " ", value("d", { type: "long", op: "local", local: number }), " ", value("d", readAmount), "\n")],
            },
          ],
        },
      ],
    });
    const { stdout, stderr } = await runScript(module, withCalls(CALLS));
    expect(stderr).toBe("");
    expect(stdout).toBe(`15 0 0\nperl 110 ${CALLS + 1}\nmine -1 15\n`);
  });

  it("strings", async () => {
    const last = shared(0, { type: "string", bound: 15, init: "nobody" });
    const names = shared(1, { type: "string", bound: 15, keys: [LONG_KEY] });
    const assign = (target: Global, keys: readonly Expr[], to: Expr): Stmt => ({
      op: "update", update: { place: { global: target, keys }, operator: "set", value: to },
    });
    const lastText = { type: "string", op: "global", global: last, bound: 15 } as const;
    const nameOf = (key: number) => ({ type: "string", op: "element", global: names, keys: [long(key)], bound: 15 }) as const;
    const module = compileScript({
      globals: [last, names],
      body: [assign(last, [], comm), assign(names, [syscallNumber], comm)],
      session: [
        { phase: "begin", body: [print(value("s", lastText), " "), assign(names, [long(1)], text("a name too long for it"))] },
        { phase: "end", body: [print(value("s", lastText), " ", value("s", nameOf(110)), " ", value("s", nameOf(1)), " [", value("s", nameOf(2)), "]")] },
      ],
    });
    const { stdout, stderr } = await runScript(module, withCalls(10));
    expect(stderr).toBe("WARNING: 1 string truncated in probe begin\n");
    expect(stdout).toBe("nobody perl perl a name too long []");
  });

  it("aggregates, merged over CPUs and with what the session adds", async () => {
    const histogram = { kind: "linear", low: 0n, high: 200n, width: 100n } as const;
    const stats = shared(0, { type: "stats", keys: [TEXT_KEY], stats: { variance: true, histogram } });
    const total = shared(1, { type: "stats", stats: { variance: false, histogram: undefined } });
    const add = (target: Global, keys: readonly Expr[], sample: LongExpr): Stmt => ({ op: "accumulate", global: target, keys, value: sample });
    const extract = (target: Global, extractor: "count" | "sum" | "min" | "max" | "variance", ...keys: Expr[]): ReturnType<typeof value> =>
      value("d", { type: "long", op: "extract", extractor, shift: 0, global: target, keys });
    const module = compileScript({
      globals: [stats, total],
      body: [add(stats, [comm], syscallNumber), add(total, [], long(2))],
      session: [
        { phase: "begin", body: [add(stats, [text("perl")], long(-10)), add(stats, [text("else")], long(1)), add(total, [], long(40))] },
        {
          phase: "end",
          locals: [name],
          body: [
            print(extract(stats, "count", text("perl")), " ", extract(stats, "sum", text("perl")), " ", extract(stats, "min", text("perl")), " ", extract(stats, "max", text("perl"))),
            print(" ", extract(stats, "variance", text("perl")), "\n", { kind: "histogram", global: stats, keys: [text("perl")] }),
            {
              op: "foreach", label: 1, global: stats, keys: [name], value: undefined, slice: [], limit: undefined, actions: 1,
              sort: { by: "count", direction: "descending" }, body: [print(value("s", readText), ";")],
            },
            print(extract(total, "count"), " ", extract(total, "sum"), " ", extract(total, "max")),
            { op: "clear", global: total },
            print(" ", extract(total, "count")),
          ],
        },
      ],
    });
    const { stdout, stderr } = await runScript(module, withCalls(CALLS));
    expect(stderr).toBe("");
    const [numbers = "", ...rest] = stdout.split("\n");
    expect(numbers).toBe(`${CALLS + 1} ${110 * CALLS - 10} -10 110 ${variance(-10, 110, CALLS)}`);
    expect(rest.join("\n")).toBe(
      `value |${"-".repeat(50)} count\n   <0 |${" ".repeat(50)}    1\n    0 |${" ".repeat(50)}    0\n  100 |${"@".repeat(50)} ${CALLS}\n` +
        `  200 |${" ".repeat(50)}    0\nperl;else;${CALLS + 1} ${2 * CALLS + 40} 40 0`,
    );
  });

  needs("syscall-program-queue").it("arrays that wrap keep the newest", async () => {
    const a = shared(0, { keys: [LONG_KEY], maxEntries: 3, wraps: true });
    const n = shared(1, {});
    const module = compileScript({
      globals: [a, n],
      body: [change(n, [], "add", 1), change(a, [scalar(n)], "set", 1)],
      session: [
        { phase: "begin", body: [change(a, [long(-1)], "set", 1), change(a, [long(-2)], "set", 1)] },
        {
          phase: "end",
          locals: [number],
          body: [
            change(a, [long(99)], "set", 1),
            {
              op: "foreach", label: 1, global: a, keys: [number], value: undefined, slice: [], limit: undefined, actions: 1,
              sort: { by: 0, direction: "ascending" }, body: [print(value("d", { type: "long", op: "local", local: number }), " ")],
            },
          ],
        },
      ],
    });
    const { stdout, stderr } = await runScript(module, withCalls(10));
    expect(stderr).toBe("");
    expect(stdout).toBe("9 10 99 ");
  });

  it("keys kept raw are seen as their text", async () => {
    const syscall: Fact = {
      name: "test/syscall", injective: true, bound: 15,
      render: (raw) => (raw === 110n ? "getppid" : raw === 39n ? "getpid" : `#${String(raw)}`), domain: () => [39n, 110n],
    };
    const a = shared(0, { keys: [{ ...TEXT_KEY, fact: syscall }] });
    const key = { type: "string", op: "fact", fact: syscall, raw: [syscallNumber], bound: 15 } as const;
    const module = compileScript({
      globals: [a],
      body: [change(a, [key], "add", 1)],
      session: [
        { phase: "begin", body: [change(a, [text("getpid")], "set", 3)] },
        {
          phase: "end",
          locals: [name, amount],
          body: [
            print(value("d", element(a, text("getppid"))), value("d", element(a, text("no such call"))), " "),
            {
              op: "foreach", label: 1, global: a, keys: [name], value: amount, slice: [], limit: undefined, actions: 1,
              sort: { by: 0, direction: "ascending" },
              body: [print(value("s", readText), "=", value("d", element(a, readText)), " ")],
            },
          ],
        },
      ],
    });
    const { stdout, stderr } = await runScript(module, withCalls(20));
    expect(stderr).toBe("");
    expect(stdout).toBe("200 getpid=3 getppid=20 ");
  });

  it.each(["long", "stats"] as const)("what is printed and deleted on a timer adds up, under a flood (%s)", async (type) => {
    const a = shared(0, { type, keys: [LONG_KEY], twoCopies: true, stats: type === "stats" ? { variance: false, histogram: undefined } : undefined });
    const shown = type === "long" ? readAmount : ({ type: "long", op: "extract", extractor: "sum", shift: 0, global: a, keys: [{ type: "long", op: "local", local: number }] } as const);
    const show: Stmt = {
      op: "foreach", label: 1, global: a, keys: [number], value: type === "long" ? amount : undefined, slice: [], sort: undefined, limit: undefined, actions: 1,
      body: [print(value("d", shown), "\n")],
    };
    const calls = 300_000;
    const module = compileScript({
      globals: [a],
      body: [type === "long" ? change(a, [syscallNumber], "add", 1) : { op: "accumulate", global: a, keys: [syscallNumber], value: long(1) }],
      session: [
        { phase: "events", start: { kind: "timer", intervalNs: "5000000" }, locals: [number, amount], body: [show, { op: "clear", global: a }], owns: [a] },
        // Owns the copy as well, but keeps it: nothing may get lost on the way back.
        { phase: "events", start: { kind: "timer", intervalNs: "7000000" }, body: [], owns: [a] },
        { phase: "end", locals: [number, amount], body: [show] },
      ],
    });
    const { stdout } = await runScript(module, withCalls(calls));
    const sums = stdout.trimEnd().split("\n").map(Number);
    expect(sums.length).toBeGreaterThan(1);
    expect(sums.reduce((a, b) => a + b, 0)).toBe(calls);
  });
});

/** Sample variance of one odd value among many equal ones, whole. */
function variance(odd: number, usual: number, count: number): number {
  const mean = (odd + usual * count) / (count + 1);
  return Math.floor(((odd - mean) ** 2 + count * (usual - mean) ** 2) / count);
}
