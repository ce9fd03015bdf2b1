import { print } from "@tapset/language";
import { describe, expect, it } from "vitest";
import type { ElaboratedProbe } from "../../src/index.js";
import { elaborated } from "./workbench.js";

async function only(text: string, tapsets: Readonly<Record<string, string>> = {}): Promise<ElaboratedProbe> {
  const { probes, diagnostics } = await elaborated(text, { tapsets });
  expect(diagnostics).toEqual([]);
  expect(probes).toHaveLength(1);
  return probes[0]!;
}

/** The first statements of the joined bodies, with the alias they come from. */
function order(probe: ElaboratedProbe): string[] {
  return probe.bodies.map(({ block, alias }) => `${alias ?? "handler"}: ${block.statements.map((each) => print(each)).join(" ")}`);
}

describe("joined bodies", () => {
  it("run outermost prologue last, innermost first, and epilogues the other way round", async () => {
    const probe = await only(`
      probe a = begin { a1 = 1 }, { a2 = 1 }
      probe b = a { b1 = 1 }, { b2 = 1 }
      probe b { h = 1 }`);
    expect(order(probe)).toEqual(["a: a1 = 1;", "b: b1 = 1;", "handler: h = 1;", "b: b2 = 1;", "a: a2 = 1;"]);
  });

  it("of += aliases run after the handler", async () => {
    const probe = await only("probe a += begin { a1 = 1 } probe b = a { b1 = 1 } probe b { h = 1 }");
    expect(order(probe)).toEqual(["b: b1 = 1;", "handler: h = 1;", "a: a1 = 1;"]);
  });

  it("name the alias as it was written, suffix and all", async () => {
    const probe = await only('probe a = kernel.function("f") { x = 1 } probe a.return {}');
    expect(probe.bodies.map(({ alias }) => alias)).toEqual(["a.return", undefined]);
    expect(probe.written).toBe("a.return");
  });
});

describe("conditions", () => {
  it("of all levels are stacked, the innermost first", async () => {
    const probe = await only("global g probe a = begin if (g == 1) {} probe b = a if (g == 2) {} probe b if (g == 3) {}");
    expect(probe.conditions.map((condition) => print(condition))).toEqual(["g == 1", "g == 2", "g == 3"]);
  });

  it("of one point don't touch the others", async () => {
    const { probes } = await elaborated("global g probe begin ? if (g), end {}");
    expect(probes.map(({ conditions }) => conditions.length)).toEqual([1, 0]);
  });

  it("stay with each expansion of a wildcard", async () => {
    const { probes } = await elaborated("global g probe call.* if (g) {}");
    expect(probes.map(({ conditions }) => conditions.length)).toEqual([1, 1]);
  });
});

describe("lineage", () => {
  it("leads from the alias to what the script wrote", async () => {
    const probe = await only("probe a += begin {} probe b = a ?, nosuch ? {} probe b !, never {}");
    expect(probe.lineage).toEqual(["a += begin", "b = a?, nosuch?", "b!,never"]);
  });
});
