import { describe, expect, it } from "vitest";
import { type FunctionDecl, print } from "../src/index.js";
import { parseBody, parseText } from "./grouped.js";
import { plain } from "./plain.js";

/** Kinds of a body's statements. */
const kinds = (body: string): string[] => parseBody(body).map(({ kind }) => kind);

it("a ; ends an expression, and stands for nothing elsewhere", () => {
  expect(kinds("a; b;; c {} ; next; next")).toEqual([
    "ExpressionStatement",
    "ExpressionStatement",
    "Empty",
    "ExpressionStatement",
    "Block",
    "Empty",
    "Next",
    "Next",
  ]);
});

it("else belongs to the nearest if", () => {
  expect(plain(parseBody("if (a) if (b) c; else d")[0]!)).toMatchObject({
    kind: "If",
    condition: { name: "a" },
    then: { kind: "If", condition: { name: "b" }, otherwise: { expression: { name: "d" } } },
  });
});

it("loops keep the parts that are there", () => {
  const [endless, full, during] = parseBody("for (;;) break; for (i = 0; i < 5; i++) continue; while (a) {}");
  expect(plain(endless!)).toEqual({ kind: "For", body: { kind: "Break" } });
  expect(full).toMatchObject({
    kind: "For",
    init: { kind: "Assignment" },
    condition: { kind: "Binary" },
    update: { kind: "Update", prefix: false },
    body: { kind: "Continue" },
  });
  expect(during).toMatchObject({ kind: "While", condition: { name: "a" }, body: { kind: "Block", statements: [] } });
});

it("try takes the message or leaves it", () => {
  const [named, bare] = parseBody("try { a } catch (message) { b } try {} catch {}");
  expect(named).toMatchObject({ kind: "Try", variable: { name: "message" }, handler: { statements: [{}] } });
  expect(bare).toMatchObject({ kind: "Try", variable: undefined });
});

it("delete takes an array, an element, a slice, a scalar", () => {
  expect(parseBody("delete a delete a[1, *]; delete b").map(print)).toEqual(["delete a;", "delete a[1, *];", "delete b;"]);
});

it("return has a value unless the statement ends", () => {
  const [decl] = parseText("function f() { return; return 1 + 2; return }") as [FunctionDecl];
  expect(decl.body.kind === "Block" && decl.body.statements.map(print)).toEqual(["return;", "return 1 + 2;", "return;"]);
});

it("embedded C is kept as a statement and in expressions", () => {
  const [statement, expression] = parseBody("%{ int x; %} a = %{ /* pure */ 1 %} + 1");
  expect(statement).toMatchObject({ kind: "EmbeddedC", code: " int x; " });
  expect(expression).toMatchObject({ expression: { value: { left: { kind: "EmbeddedC", code: " /* pure */ 1 " } } } });
});

describe("foreach", () => {
  const foreach = (head: string): unknown => plain(parseBody(`foreach (${head}) x`)[0]!);
  const v = (name: string): unknown => ({ kind: "Variable", name });
  const body = { kind: "ExpressionStatement", expression: v("x") };
  const sort = (by: "value" | number, direction: string, aggregate?: string): unknown => ({
    kind: "Sort",
    by,
    direction,
    ...(aggregate === undefined ? {} : { aggregate }),
  });

  it.each([
    ["a in arr", { keys: [v("a")] }],
    ["[a] in arr", { keys: [v("a")] }],
    ["[a, b] in arr", { keys: [v("a"), v("b")] }],
    ["a+ in arr", { keys: [v("a")], sort: sort(0, "ascending") }],
    ["[a, b-] in arr", { keys: [v("a"), v("b")], sort: sort(1, "descending") }],
    ["a in arr-", { keys: [v("a")], sort: sort("value", "descending") }],
    ["a in arr @sum+", { keys: [v("a")], sort: sort("value", "ascending", "sum") }],
    ["a in arr@avg-", { keys: [v("a")], sort: sort("value", "descending", "avg") }],
    ["val = a in arr", { value: v("val"), keys: [v("a")] }],
    ["val = [a, b] in arr", { value: v("val"), keys: [v("a"), v("b")] }],
    ["val+ = [a, b] in arr", { value: v("val"), keys: [v("a"), v("b")], sort: sort("value", "ascending") }],
    ["val = a- in arr", { value: v("val"), keys: [v("a")], sort: sort(0, "descending") }],
  ])("(%s)", (head, parts) => {
    expect(foreach(head)).toEqual({ kind: "Foreach", array: v("arr"), body, ...parts });
  });

  it("takes slices, order and limit together", () => {
    expect(foreach("v = [a, b] in arr[*, f(1)] @max- limit n * 2")).toMatchObject({
      slice: [{ kind: "AnyKey" }, { kind: "Call" }],
      sort: sort("value", "descending", "max"),
      limit: { kind: "Binary", operator: "*" },
    });
  });

  it("goes through a histogram's buckets", () => {
    expect(foreach("b in @hist_linear(s[1], 0, 100, 10)")).toMatchObject({
      array: { kind: "HistLinear", statistic: { kind: "Index" }, low: 0n, high: 100n, step: 10n },
    });
  });
});
