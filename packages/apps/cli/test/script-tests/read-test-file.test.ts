import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { durationNs } from "../../src/script-tests/duration.js";
import { readTestFile } from "../../src/script-tests/read-test-file.js";
import { TestFileError } from "../../src/script-tests/test-file.js";

/** What is wrong with a test file's text. */
function problem(text: string): { readonly message: string; readonly place: string; readonly hints: readonly string[] } {
  try {
    readTestFile("t.yaml", text);
  } catch (error) {
    if (!(error instanceof TestFileError)) throw error;
    const { message, place, hints } = error;
    return { message, place, hints };
  }
  throw new Error("nothing is wrong with it");
}

describe("a test file", () => {
  it("gives its defaults to all its cases", () => {
    const { cases } = readTestFile("t.yaml", `script: a.stp
args: 1 two
by: { uid: 5, pid: 7, tid: 8 }
memory: { 0x10: ten }
cases:
  - { name: one, events: [{ point: begin, after: 1.5ms, by: { pid: 9 } }, { at: 2s }] }
  - { name: two, text: "probe begin { }", args: [3], by: { uid: 6 }, memory: { 16: other, 0xffffffffffffffff: top }, events: [{ point: begin, values: { a: 0xffffffffffffffff } }] }
`);
    expect(cases).toMatchObject([
      { name: "one", script: { path: "a.stp" }, args: ["1", "two"], memory: new Map([[16n, "ten"]]) },
      { name: "two", script: { text: "probe begin { }" }, args: ["3"], memory: new Map([[16n, "other"], [0xffff_ffff_ffff_ffffn, "top"]]) },
    ]);
    expect(cases.map(({ events }) => events.map(({ by, afterNs, atNs, values }) => ({ by, afterNs, atNs, values })))).toEqual([
      [
        { by: { uid: 5, pid: 9 }, afterNs: 1_500_000n, atNs: undefined, values: {} },
        { by: { uid: 5, pid: 7, tid: 8 }, afterNs: 0n, atNs: 2_000_000_000n, values: {} },
      ],
      [{ by: { uid: 6, pid: 7, tid: 8 }, afterNs: 0n, atNs: undefined, values: { a: 0xffff_ffff_ffff_ffffn } }],
    ]);
  });

  it("has its clock in UTC where it names no zone", () => {
    const starts = (clock: string): bigint | undefined => readTestFile("t.yaml", `cases: [{ name: x, text: a, clock: "${clock}" }]`).cases[0]?.startsAtNs;
    expect(["2026-01-01", "2026-01-01 00:00", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00"].map(starts)).toEqual(Array(4).fill(1_767_225_600_000_000_000n));
  });

  it.each([
    ["cases: [{ name: x, tex: a }]", "there is no key 'tex' here", "t.yaml:1:20", ["did you mean 'text'?"]],
    ["cases: [{ name: x, text: a, events: [{ pont: x }] }]", "there is no key 'pont' here", "t.yaml:1:40", ["did you mean 'point'?"]],
    ["cases: [{ name: x, text: a, zzzzz: 1 }]", "there is no key 'zzzzz' here", "t.yaml:1:29", [expect.stringMatching(/^write one of name, /)]],
    ["caes: []", "there is no key 'caes' here", "t.yaml:1:1", ["did you mean 'cases'?"]],
    ["cases: [{ name: x }]", "which script? neither the case nor the file says", "t.yaml:1:9", ["write script: PATH, or the script itself behind text: |"]],
    ["cases: [{ name: x, text: a, script: b }]", "a case has a script or a text, not both", "t.yaml:1:20", []],
    ["cases: [{ name: x, text: a, events: [{ times: 2 }] }]", "nothing happens here", "t.yaml:1:38", ["write which point fires, or how much time passes: after: 1s"]],
    ["cases: [{ name: x, text: a, events: [{ after: soon }] }]", 'cases[0].events[0].after must match pattern "^\\d+(\\.\\d+)?(ns|us|ms|s|min|h)$"', "t.yaml:1:40", []],
    ["cases: [{ name: x, text: a, output: [{ match: '(' }] }]", "match: invalid regular expression: /^(?:()$/u: Unterminated group", "t.yaml:1:38", []],
    ["cases: [{ name: x, text: a, losses: { lost: 1 } }]", expect.stringMatching(/^cases\[0\]\.losses must be one of "dropped", /), "t.yaml:1:29", []],
    ["script: a", "it must have required property 'cases'", "t.yaml:1:1", []],
    ["cases: [{ name: x, text: a, clock: '2026-13-01' }]", "there is no moment 2026-13-01", "t.yaml:1:29", []],
    ["cases: [{ name: x, text: a, exit: 7 }]", "cases[0].exit must be one of 0, 1, 4", "t.yaml:1:29", []],
    ["cases: [", expect.stringMatching(/flow sequence|unexpected|expected/i), "t.yaml:1:9", [expect.any(String)]],
  ])("is refused with the place: %s", (text, message, place, hints) => {
    expect(problem(text)).toEqual({ message, place, hints });
  });
});

it("the keys that may have been meant are the schema's", () => {
  const schema = JSON.parse(readFileSync(new URL("../../../../../schemas/script-test.schema.json", import.meta.url), "utf8")) as { readonly properties: object; readonly $defs: Readonly<Record<string, { readonly properties?: object }>> };
  const listed = (text: string): readonly string[] => problem(text).hints[0]!.replace("write one of ", "").split(", ");
  expect(listed("qqqqqqqqq: 1").sort()).toEqual(Object.keys(schema.properties).sort());
  expect(listed("cases: [{ qqqqqqqqq: 1, name: a }]").sort()).toEqual(Object.keys(schema.$defs["case"]!.properties!).sort());
  expect(listed("cases: [{ name: a, events: [{ qqqqqqqqq: 1 }] }]").sort()).toEqual(Object.keys(schema.$defs["event"]!.properties!).sort());
  expect(listed("by: { qqqqqqqqq: 1 }\ncases: [{ name: a, text: b }]").sort()).toEqual(Object.keys(schema.$defs["by"]!.properties!).sort());
});

it.each([["5ms", 5_000_000n], ["1.5s", 1_500_000_000n], ["0.0000000019s", 1n], ["2h", 7_200_000_000_000n]])("%s is so many nanoseconds", (text, ns) => expect(durationNs(text)).toBe(ns));
