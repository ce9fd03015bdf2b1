import { describe, expect, it } from "vitest";
import { type AliasDecl, type FunctionDecl, type GlobalDecl, type ProbeDecl, print, printProbePoint, spanText } from "../src/index.js";
import { parseText } from "./grouped.js";
import { plain } from "./plain.js";

it("globals: sizes, wrapping, first values", () => {
  const [decl, hidden, bare] = parseText('global a, b[10], c%, d%[5], e = -0x10, f = "x" "y"; private global g private h') as GlobalDecl[];
  expect(decl!.entries.map((entry) => plain(entry))).toEqual([
    { kind: "GlobalEntry", name: "a", wraps: false },
    { kind: "GlobalEntry", name: "b", wraps: false, size: 10 },
    { kind: "GlobalEntry", name: "c", wraps: true },
    { kind: "GlobalEntry", name: "d", wraps: true, size: 5 },
    { kind: "GlobalEntry", name: "e", wraps: false, init: { kind: "NumberLiteral", value: -16n } },
    { kind: "GlobalEntry", name: "f", wraps: false, init: { kind: "StringLiteral", value: "xy" } },
  ]);
  expect([decl!.private, hidden!.private, bare!.private]).toEqual([false, true, true]);
});

it("functions: types, priority, privacy, embedded C", () => {
  const decls = parseText(
    'function a() {} function b:string(x:long, y) :3 { return "" } private function c:long(s:string) %{ /* pure */ %}',
  ) as FunctionDecl[];
  expect(decls.map((decl) => ({ ...(plain(decl) as object), body: decl.body.kind }))).toEqual([
    { kind: "FunctionDecl", name: "a", private: false, params: [], body: "Block" },
    {
      kind: "FunctionDecl",
      name: "b",
      private: false,
      params: [
        { kind: "Param", name: "x", type: "long" },
        { kind: "Param", name: "y" },
      ],
      returns: "string",
      priority: 3,
      body: "Block",
    },
    {
      kind: "FunctionDecl",
      name: "c",
      private: true,
      params: [{ kind: "Param", name: "s", type: "string" }],
      returns: "long",
      body: "EmbeddedC",
    },
  ]);
  expect(decls.map((decl) => spanText(decl.nameSpan))).toEqual(["a", "b", "c"]);
});

it("embedded C stands at the top", () => {
  expect(parseText("%{ #include <x.h> %}")).toMatchObject([{ kind: "EmbeddedC", code: " #include <x.h> " }]);
});

describe("aliases", () => {
  const alias = (text: string): AliasDecl => parseText(text)[0] as AliasDecl;

  it("= gives a prologue, += an epilogue, two bodies give both", () => {
    const forms = ["probe a = b { x }", "probe a += b { x }", "probe a = b { x }, { y }"].map(alias);
    const bodies = forms.map(({ epilogue, prologue }) => [prologue?.statements.map(print), epilogue?.statements.map(print)]);
    expect(bodies).toEqual([
      [["x;"], undefined],
      [undefined, ["x;"]],
      [["x;"], ["y;"]],
    ]);
  });

  it("may have several names and points", () => {
    const { names, points } = alias('probe a.b = c("x") = d.e?, f! if (g), h {}');
    expect(names.map(printProbePoint)).toEqual(["a.b", 'c("x")']);
    expect(points.map(print)).toEqual(["d.e?", "f! if (g)", "h"]);
  });

  it("carry the documentation in front, and nothing else's", () => {
    const [first, second, third] = parseText(
      "/** one */ probe a = b {}\n/* no doc */ probe c = d {}\n/** gone */ global g /** f */ function f() {}",
    ) as [AliasDecl, AliasDecl, GlobalDecl, FunctionDecl];
    expect([first.doc, second.doc]).toEqual(["/** one */", undefined]);
    expect(third.kind).toBe("GlobalDecl");
    expect((parseText("/** gone */ global g /** f */ function f() {}")[1] as FunctionDecl).doc).toBe("/** f */");
  });
});

describe("probe points", () => {
  const points = (text: string): string[] => (parseText(`probe ${text} {}`)[0] as ProbeDecl).points.map(print);

  it.each([
    ['kernel.function("foo").return'],
    ['process("/bin/vi").statement(8738)'],
    ["end"],
    ["syscall.*"],
    ["syscall.*.return.maxactive(10)"],
    ["sys**open"],
    ["**"],
    ["*.b*c**"],
    ['kernel.function("no_such_function")?'],
    ['module("awol").function("no_such_function")!'],
    ["signal.*? if (switch)"],
    ["timer.s(-5)"],
    ["if.for.in.limit(1).return.next.function.global"],
  ])("%s", (text) => {
    expect(points(text)).toEqual([text]);
  });

  it.each([
    ["a . b ( 0x10 )", ["a.b(16)"]],
    ['a("x" "y")', ['a("xy")']],
    ["a ? , b ! , c if (x)", ["a?", "b!", "c if (x)"]],
    ["syscall.{open,close}.return", ["syscall.open.return", "syscall.close.return"]],
    ['{kernel,module("nfs")}.function("nfs*")!', ['kernel.function("nfs*")!', 'module("nfs").function("nfs*")!']],
    ["a.{b*,c.{d,e}} if (x)", ["a.b* if (x)", "a.c.d if (x)", "a.c.e if (x)"]],
    ["{a,b}.{c,d}", ["a.c", "a.d", "b.c", "b.d"]],
    ["{a}", ["a"]],
  ])("%s expands", (text, expected) => {
    expect(points(text)).toEqual(expected);
  });

  it("know which suffix is which", () => {
    expect((parseText("probe a, b?, c! {}")[0] as ProbeDecl).points).toMatchObject([
      { optional: false, sufficient: false },
      { optional: true, sufficient: false },
      { optional: true, sufficient: true },
    ]);
  });

  it("end where they end", () => {
    const [probe] = parseText('probe a.b("c") ? if (d), e {}') as [ProbeDecl];
    expect(probe.points.map(({ span }) => spanText(span))).toEqual(['a.b("c") ? if (d)', "e"]);
    expect(probe.points[0]!.components.map(({ span }) => spanText(span))).toEqual(["a", 'b("c")']);
  });
});
