import { describe, expect, it } from "vitest";
import { type Diagnostic, type ParseOptions, Source, parse, parseMacros, parseProbePoints, print } from "../src/index.js";

/** `id@line:column` of each diagnostic. */
function places(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ id, span }) => {
    const { column, line } = span!.source.position(span!.start);
    return `${id}@${line}:${column}`;
  });
}

const errors = (text: string, options: ParseOptions = {}): string[] => places(parse(new Source("<input>", text), options).diagnostics);
const bodyErrors = (text: string): string[] => errors(`probe begin {\n${text}\n}`);

describe("one mistake, one diagnostic at its place: in a file", () => {
  it.each([
    ["x", "expected-declaration@1:1"],
    ["probe a {} ; probe b {}", "expected-declaration@1:12"],
    ["probe begin {} }", "expected-declaration@1:16"],
    ["private probe a {}", "expected-identifier@1:9"],
    ["global if", "expected-identifier@1:8"],
    ["global a b", "expected-declaration@1:10"],
    ["global a[x]", "expected-number@1:10"],
    ["global a[0]", "array-size-out-of-range@1:10"],
    ["global a[5] = 1", "array-initialised@1:13"],
    ["global a = b", "expected-token@1:12"],
    ["global a = 08", "number-out-of-range@1:12"],
    ["global a, ", "expected-identifier@1:11"],
    ["function f {}", "expected-token@1:12"],
    ["function f:stats() {}", "expected-type@1:12"],
    ["function f(a:unknown) {}", "expected-type@1:14"],
    ["function f(a b) {}", "expected-token@1:14"],
    ["function f(,) {}", "expected-identifier@1:12"],
    ["function f() return 1", "expected-token@1:14"],
    ["function f():-1 {}", "expected-number@1:14"],
    ["probe", "expected-probe-point@1:6"],
    ["probe {} {}", "expected-probe-point@1:8"],
    ["probe a", "expected-token@1:8"],
    ["probe a, {}", "expected-probe-point@1:11"],
    ["probe a.5 {}", "expected-probe-point@1:9"],
    ["probe a b {}", "expected-token@1:9"],
    ["probe a() {}", "expected-token@1:9"],
    ["probe a(b) {}", "expected-token@1:9"],
    ["probe a(1 {}", "expected-token@1:11"],
    ["probe a if x {}", "expected-token@1:12"],
    ["probe a.{b,c {}", "expected-token@1:14"],
    ["probe a.{b?,c}.d {}", "suffix-inside@1:10"],
    ["probe a? = b {}", "alias-name-decorated@1:7"],
    ["probe a if (x) = b {}", "alias-name-decorated@1:7"],
    ["probe a, b = c {}", "expected-probe-point@1:12"],
    ["probe a += b {}, {}", "alias-both-epilogue@1:16"],
    ["probe a = b", "expected-token@1:12"],
    ['probe begin { "abc\n }', "unterminated-string@1:15"],
    ["probe begin { } /* abc\n", "unterminated-comment@1:17"],
    ["%{ abc", "unterminated-embedded@1:1"],
    ["probe begin { ` }", "unexpected-character@1:15"],
    ["probe begin { 😀 }", "unexpected-character@1:15"],
    ["probe begin { $1 }", "argument-out-of-range@1:15"],
    ["probe begin { @2 }", "argument-out-of-range@1:15"],
  ])("%j", (text, expected) => {
    expect(errors(text)).toEqual([expected]);
  });
});

describe("one mistake, one diagnostic at its place: in a body", () => {
  it.each([
    ["else", "expected-statement@2:1"],
    ["limit = 1", "expected-statement@2:1"],
    ["x = string", "expected-expression@2:5"],
    ["x = * 2", "expected-expression@2:5"],
    ["f(1 2)", "expected-token@2:5"],
    ["f(1,)", "expected-expression@2:5"],
    ["a[]", "expected-expression@2:3"],
    ["a[1", "expected-token@3:1"],
    ["(1 + 2", "expected-token@3:1"],
    ["a ? b", "expected-token@3:1"],
    ["[a, b]", "expected-token@3:1"],
    ["a in 5", "expected-identifier@2:6"],
    ["a =~ b", "expected-string@2:6"],
    ["if a {}", "expected-token@2:4"],
    ["while (a {}", "expected-token@2:10"],
    ["for (a; b) {}", "expected-token@2:10"],
    ["foreach (1 in a) {}", "expected-identifier@2:10"],
    ["foreach ($a in b) {}", "expected-identifier@2:10"],
    ["foreach (a of b) {}", "expected-token@2:12"],
    ["foreach ([a b] in c) {}", "expected-token@2:13"],
    ["foreach (a in b @top+) {}", "expected-token@2:17"],
    ["foreach (a in b @sum) {}", "expected-token@2:21"],
    ["foreach (a+ in b-) {}", "several-sorts@2:17"],
    ["try x", "expected-token@2:5"],
    ["try { x }", "expected-token@3:1"],
    ["try { x } catch (1) {}", "expected-identifier@2:18"],
    ["return 1", "return-outside-function@2:1"],
    ["@foo", "unknown-operator@2:1"],
    ["@count", "expected-token@3:1"],
    ["@count(a, 1)", "expected-token@2:9"],
    ["@cast(1)", "expected-token@2:8"],
    ["@cast(1, a)", "expected-string@2:10"],
    ["@var(a)", "expected-string@2:6"],
    ["@perf(1)", "expected-string@2:7"],
    ["@hist_linear(a, b, 1, 2)", "expected-number@2:17"],
    ["@kregister(rax)", "expected-number@2:12"],
    ["$x->5", "expected-identifier@2:5"],
    ["$x$->y", "pretty-print-followed@2:4"],
    ["$x$[1]", "pretty-print-followed@2:4"],
    ["$ * 2", "expected-identifier@2:1"],
    ["99999999999999999999", "number-out-of-range@2:1"],
    ["0x", "number-out-of-range@2:1"],
    ["1a", "number-out-of-range@2:1"],
  ])("%j", (text, expected) => {
    expect(bodyErrors(text)).toEqual([expected]);
  });
});

describe("preprocessor mistakes", () => {
  it.each([
    ["%( 1==1 %? global a", "conditional-incomplete@1:1"],
    ["%( 1==2 %? global a", "conditional-incomplete@1:1"],
    ["%( 1==1", "conditional-incomplete@1:1"],
    ["%( 1==1 %)", "conditional-without-marker@1:1"],
    ["%( 1==1 %: global a %)", "conditional-without-marker@1:1"],
    ["global a %)", "conditional-stray@1:10"],
    ["%? global a", "conditional-stray@1:1"],
    ['%( foo == "2.6" %? global a %: global b %)', "condition-invalid@1:4"],
    ['%( kernel_v ~ "2.6" %? x %)', "condition-invalid@1:13"],
    ["%( kernel_v == 2 %? x %)", "condition-invalid@1:16"],
    ['%( arch < "x" %? x %)', "condition-invalid@1:9"],
    ['%( CONFIG_X > "5" %? x %)', "condition-invalid@1:13"],
    ["%( guru_mode > 0 %? x %)", "condition-invalid@1:14"],
    ['%( 1 == "1" %? x %)', "condition-invalid@1:9"],
    ["%( 1 == 1 1 %? x %)", "condition-invalid@1:11"],
    ["%( 1 == 1 && %? x %)", "condition-invalid@1:1"],
    ["%( %? x %)", "condition-invalid@1:1"],
    ['%( @3 == "a" %? x %)', "argument-out-of-range@1:4"],
    ["@define 5", "expected-identifier@1:9"],
    ["@define f( %( 1 %)", "expected-identifier@1:12"],
    ["@define f(a b) %( 1 %)", "expected-token@1:13"],
    ["@define f 5", "expected-token@1:11"],
    ["@define f %( 1", "macro-incomplete@1:9"],
    ["@define f %( global a %) @define f %( global b %) @f", "macro-redefined@1:34"],
    ["@define f %( @f global a %) @f", "macro-recursive@1:14"],
    ["@define f(a,b) %( global @a %) @f(x)", "macro-too-few-arguments@1:32"],
    ["@define f(a) %( global @a %) @f(x, y)", "macro-too-many-arguments@1:30"],
    ["@define f(a) %( global @a %) @f", "macro-without-arguments@1:30"],
    ["@define f(a) %( global @a %) @f global b", "macro-without-arguments@1:30"],
    ["@define f(a) %( global @a %) @f(x", "macro-arguments-open@1:30"],
  ])("%j", (text, expected) => {
    expect(errors(text)[0]).toBe(expected);
  });

  it("name the first definition", () => {
    const [diagnostic] = parse(new Source("<input>", "@define f %( %)\n@define f %( %)")).diagnostics;
    expect(diagnostic!.chain.map(({ span }) => span.source.position(span.start))).toEqual([{ line: 1, column: 9 }]);
  });

  it("are found in library files", () => {
    const { diagnostics, macros } = parseMacros(new Source("m.stpm", "@define a %( 1 %)\n@define a %( 2 %)\n@define 5"));
    expect(places(diagnostics)).toEqual(["macro-redefined@2:9", "expected-identifier@3:9"]);
    expect([...macros.keys()]).toEqual(["@a"]);
  });
});

describe("parsing goes on", () => {
  it("behind a broken statement, wherever it ends", () => {
    const text = `probe begin {
      a = = 1; b = 2
      if (x y) { c } else { d }
      e = 3; foreach (v -= [k] in x) { f }
      try { g( } catch { h }
      i = ]; j = 4
    }
    probe end { k = * }`;
    const { diagnostics, script } = parse(new Source("<input>", text));
    expect(places(diagnostics)).toEqual([
      "expected-expression@2:11",
      "expected-token@3:13",
      "expected-token@4:25",
      "expected-expression@5:16",
      "expected-expression@6:11",
      "expected-expression@8:21",
    ]);
    expect(script.items.map(print)).toEqual(["probe begin {\n  b = 2;\n  e = 3;\n  try {} catch {\n    h;\n  }\n  j = 4;\n}", "probe end {}"]);
  });

  it("at the next declaration when a body isn't closed", () => {
    const { diagnostics, script } = parse(new Source("<input>", "probe a {\n if (x) {\n y\nprobe b { z }\nglobal g"));
    expect(places(diagnostics)).toEqual(["expected-statement@4:1"]);
    expect(script.items.map(({ kind }) => kind)).toEqual(["ProbeDecl", "GlobalDecl"]);
  });

  it("behind a broken declaration, its body skipped", () => {
    const text = "probe a b { if (x) { y } }\nfunction 5() { return 1 }\nprobe process(.function { z }\nglobal g";
    const { diagnostics, script } = parse(new Source("<input>", text));
    expect(places(diagnostics)).toEqual(["expected-token@1:9", "expected-identifier@2:10", "expected-token@3:15"]);
    expect(script.items.map(({ kind }) => kind)).toEqual(["GlobalDecl"]);
  });

  it("behind what is refused but well-formed, which stays in the tree", () => {
    const { diagnostics, script } = parse(new Source("<input>", "global a[0] probe b? = c { return 1 }"));
    expect(places(diagnostics)).toEqual([
      "array-size-out-of-range@1:10",
      "alias-name-decorated@1:19",
      "return-outside-function@1:28",
    ]);
    expect(script.items.map(({ kind }) => kind)).toEqual(["GlobalDecl", "AliasDecl"]);
  });
});

describe("depth", () => {
  it.each([
    ["parentheses", `${"(".repeat(5000)}1${")".repeat(5000)}`],
    ["unary operators", `${"- ".repeat(5000)}1`],
    ["blocks", "{".repeat(5000) + "}".repeat(5000)],
    ["else if", `${"if (a) b; else ".repeat(5000)} c`],
    ["ternaries", `${"a ? b : ".repeat(5000)}c`],
    ["assignments", `${"a = ".repeat(5000)}c`],
    ["concatenations", `a${" . b".repeat(5000)}`],
    ["indexes", `a${"[b".repeat(5000)}${"]".repeat(5000)}`],
    ["accessors", `$a${"[b".repeat(5000)}${"]".repeat(5000)}`],
  ])("of %s is limited", (_name, text) => {
    expect(bodyErrors(text)[0]).toMatch(/^too-deep@/);
  });

  it("of braces in probe points is limited, and so is what they expand to", () => {
    expect(errors(`probe ${"{".repeat(5000)}a${"}".repeat(5000)} {}`)[0]).toMatch(/^too-deep@/);
    expect(errors(`probe ${"{a,b}.".repeat(30)}c {}`)).toEqual([expect.stringMatching(/^too-many-points@/)]);
  });

  it("of what people write is not", () => {
    expect(bodyErrors(`a = ${"(".repeat(100)}1${")".repeat(100)}; b = c${" . d".repeat(500)}`)).toEqual([]);
    expect(bodyErrors(`${"if (a) b; else ".repeat(200)} c`)).toEqual([]);
  });
});

describe("probe points alone", () => {
  it("parse as in a script", () => {
    const { diagnostics, points } = parseProbePoints(new Source("-l", 'kernel.trace("sched*"), syscall.{open,close}.return?'));
    expect(diagnostics).toEqual([]);
    expect(points.map(print)).toEqual(['kernel.trace("sched*")', "syscall.open.return?", "syscall.close.return?"]);
  });

  it.each([
    ["", "expected-probe-point@1:1"],
    ["a b", "expected-token@1:3"],
    ["a {}", "expected-token@1:3"],
  ])("%j is none", (text, expected) => {
    expect(places(parseProbePoints(new Source("-l", text)).diagnostics)).toEqual([expected]);
  });
});
