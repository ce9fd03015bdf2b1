import { describe, expect, it } from "vitest";
import { typed } from "../lower/workbench.js";

/** The points each handler serves. */
async function groups(text: string): Promise<string[][]> {
  const { handlers, diagnostics } = await typed(text);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return handlers.map(({ probes }) => probes.map(({ derived }) => derived.point));
}

const CALLS = ["call.read", "call.write", "call.open"];

describe("one handler serves several probes", () => {
  it("of a selector where every name they read is loaded the same way", async () => {
    expect(await groups("global a probe call.* { a[name, fd]++ }")).toEqual([CALLS]);
  });

  it("but not where one is loaded in ways of their own", async () => {
    expect(await groups("global a probe call.* { a[name, path]++ }")).toEqual(CALLS.map((point) => [point]));
  });

  it("where they do nothing but print what is loaded the same way for that", async () => {
    expect(await groups('probe call.* { if (fd) printf("%s", memory) else println(name, memory) }')).toEqual([CALLS]);
    const alone = CALLS.map((point) => [point]);
    expect(await groups('probe call.* { println(memory); if (memory == "x") println(1) }')).toEqual(alone);
    expect(await groups("probe call.* { text = sprint(memory); println(text) }")).toEqual(alone);
    expect(await groups("probe call.* { text = memory; println(text) }")).toEqual(alone);
  });

  it("whatever the points call a value, a global's name is the global's", async () => {
    expect(await groups("global path probe call.* { path++ }")).toEqual([CALLS]);
  });

  it("anywhere when they read nothing of the point", async () => {
    expect(await groups('global n probe trace("*") { n++ }')).toEqual([['trace("one")', 'trace("two")', 'trace("three")']]);
    expect(await groups('global n probe trace("*") { n += $a }')).toHaveLength(3);
  });

  it("never of two declarations, nor one case of a selector twice", async () => {
    expect(await groups("global n probe call.read, call.* { n++ } probe call.read { n++ }")).toEqual([["call.read", "call.write", "call.open"], ["call.read"], ["call.read"]]);
  });

  it("never of one place twice", async () => {
    expect(await groups('global n probe trace("two"), trace("*") { n++ }')).toEqual([['trace("two")', 'trace("one")', 'trace("three")'], ['trace("two")']]);
  });

  it("never in the session", async () => {
    expect(await groups("probe end, end { println(1) }")).toEqual([["end"], ["end"]]);
  });
});
