import { describe, expect, it } from "vitest";
import { spanText } from "../src/index.js";
import { parseOne } from "./grouped.js";
import { plain } from "./plain.js";

const field = (name: string): unknown => ({ kind: "FieldAccessor", name });
const index = (value: bigint): unknown => ({ kind: "IndexAccessor", index: { kind: "NumberLiteral", value } });
const pretty = (depth: 1 | 2): unknown => ({ kind: "PrettyAccessor", depth });

describe("target variables", () => {
  const target = (name: string, accessors: unknown[] = [], addressOf = false): unknown => ({
    kind: "TargetVariable",
    name,
    accessors,
    addressOf,
  });

  it.each([
    ["$x", target("$x")],
    ["$$vars", target("$$vars")],
    ["$$vars$", target("$$vars", [pretty(1)])],
    ["$$parms$$", target("$$parms", [pretty(2)])],
    ["$x$", target("$x", [pretty(1)])],
    ["$x$$", target("$x", [pretty(2)])],
    ["$x->y[2]->if", target("$x", [field("y"), index(2n), field("if")])],
    ["$x->y$$", target("$x", [field("y"), pretty(2)])],
    ["$x[1][2]$", target("$x", [index(1n), index(2n), pretty(1)])],
    ["$x->$", target("$x", [pretty(1)])],
    ["&$x->y", target("$x", [field("y")], true)],
    ["&$x", target("$x", [], true)],
    ["$a$b", target("$a$b")],
  ])("%s", (text, expected) => {
    expect(plain(parseOne(text))).toEqual(expected);
  });

  it("takes expressions as index", () => {
    expect(parseOne("$x[i + 1]")).toMatchObject({ accessors: [{ index: { kind: "Binary" } }] });
  });

  it("accessors know their places", () => {
    const expression = parseOne("$x->ab$$");
    expect("accessors" in expression && expression.accessors.map(({ span }) => spanText(span))).toEqual(["->ab", "$$"]);
  });
});

it("@var names a variable, its unit and module", () => {
  expect(plain(parseOne('&@var("x@f.c", "m")->y[0]$'))).toEqual({
    kind: "AtVar",
    name: "x@f.c",
    module: "m",
    accessors: [field("y"), index(0n), pretty(1)],
    addressOf: true,
  });
});

it("@cast reads a number as a pointer", () => {
  expect(plain(parseOne('@cast(p + 1, "task_struct", "kernel" "<a.h>")->pid'))).toMatchObject({
    kind: "Cast",
    operand: { kind: "Binary" },
    type: "task_struct",
    module: "kernel<a.h>",
    accessors: [field("pid")],
    addressOf: false,
  });
  expect(parseOne('@cast(p, "x")$$')).toMatchObject({ module: undefined, accessors: [{ kind: "PrettyAccessor", depth: 2 }] });
});

// SystemTap's automatic casts: any value may be followed.
it.each([
  ["a->b", "Variable", [field("b")]],
  ["a[1]->b", "Index", [field("b")]],
  ["a[1][2]", "Index", [index(2n)]],
  ["f(1)->b[2]", "Call", [field("b"), index(2n)]],
  ["(a + 1)->b", "Binary", [field("b")]],
  ["(a)[1]", "Variable", [index(1n)]],
  ["($a->b)->c", "TargetVariable", [field("c")]],
  ["@entry($a)->b", "Entry", [field("b")]],
  ["&x", "Variable", []],
])("%s is followed", (text, operand, accessors) => {
  const node = plain(parseOne(text));
  expect(node).toMatchObject({ kind: "Autocast", operand: { kind: operand }, accessors, addressOf: text.startsWith("&") });
});

it.each([
  ["@defined($x->y)", { kind: "Defined", operand: { kind: "TargetVariable" } }],
  ["@entry(f(1))", { kind: "Entry", operand: { kind: "Call" } }],
  ['@perf("c")', { kind: "Perf", counter: "c" }],
  ["@choose_defined($a, 1)", { kind: "ChooseDefined", preferred: { name: "$a" }, fallback: { value: 1n } }],
  ["@probewrite(x)", { kind: "ProbeWrite", operand: { name: "x" } }],
  ['@const("EINVAL")', { kind: "Const", name: "EINVAL" }],
  ['@enum("RED")', { kind: "Enumerator", name: "RED", module: undefined }],
  ['@enum("RED", "paint")', { kind: "Enumerator", name: "RED", module: "paint" }],
  ['@enumname("enum colour", x + 1)', { kind: "EnumeratorName", type: "enum colour", value: { kind: "Binary" }, module: undefined }],
  ['@enumname("colour", 5, "paint")', { kind: "EnumeratorName", type: "colour", value: { value: 5n }, module: "paint" }],
  ["@kregister(3)", { kind: "Register", space: "kernel", number: 3 }],
  ["@uregister(0)", { kind: "Register", space: "user", number: 0 }],
  ["@count(s)", { kind: "Extractor", function: "count", statistic: { name: "s" }, shift: undefined }],
  ["@sum(s[1, x])", { kind: "Extractor", function: "sum", statistic: { kind: "Index" } }],
  ["@variance(s, 2)", { kind: "Extractor", function: "variance", shift: 2 }],
  ["@hist_log(s)", { kind: "HistLog", statistic: { name: "s" } }],
  ["@hist_linear(s, -1, 10, 2)", { kind: "HistLinear", low: -1n, high: 10n, step: 2n }],
  ["@hist_log(s)[8]", { kind: "Index", base: { kind: "HistLog" }, keys: [{ value: 8n }] }],
  ["a[1, *, b]", { kind: "Index", base: { name: "a" }, keys: [{ value: 1n }, { kind: "AnyKey" }, { name: "b" }] }],
  ["8 in @hist_log(s)", { kind: "Membership", array: { kind: "HistLog" } }],
  ['printf("%d", 1)', { kind: "Call", name: "printf", args: [{ value: "%d" }, { value: 1n }] }],
  ["f()", { kind: "Call", name: "f", args: [] }],
])("%s", (text, expected) => {
  expect(parseOne(text)).toMatchObject(expected);
});
