import { describe, expect, it } from "vitest";
import { Speculations } from "../../src/output/speculations.js";

describe("speculations", () => {
  it("account for every text", () => {
    const speculations = new Speculations();
    for (const [id, text] of [[1n, "a"], [2n, "b"], [1n, "c"], [3n, "d"]] as const) speculations.hold(id, text);
    expect(speculations.decide(1n, true)).toEqual(["a", "c"]);
    expect(speculations.decide(2n, false)).toEqual([]);
    expect(speculations.counts()).toEqual({ held: 4n, committed: 2n, discarded: 1n, undecided: 1n, dropped: 0n });
  });

  it("give up the oldest id's when too much is undecided, and count it", () => {
    const speculations = new Speculations(10);
    speculations.hold(1n, "1234");
    speculations.hold(2n, "567");
    speculations.hold(1n, "890");
    expect(speculations.counts().dropped).toBe(0n);
    speculations.hold(2n, "x");
    expect(speculations.counts()).toEqual({ held: 4n, committed: 0n, discarded: 0n, undecided: 2n, dropped: 2n });
    expect(speculations.decide(1n, true)).toEqual([]);
    expect(speculations.decide(2n, true)).toEqual(["567", "x"]);
  });
});
