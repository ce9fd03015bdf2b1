import { describe, expect, it } from "vitest";
import { ScriptError } from "../../src/script-error.js";
import { Aggregate } from "../../src/stats/aggregate.js";

const shape = { variance: true, histogram: { kind: "log" } } as const;
function of(...values: readonly bigint[]): Aggregate {
  const aggregate = new Aggregate(shape);
  for (const value of values) aggregate.add(value);
  return aggregate;
}

describe("aggregates", () => {
  it("extracts whole numbers", () => {
    const aggregate = of(1n, 2n, 3n, 4n, 5n);
    const extracted = (["count", "sum", "min", "max", "avg", "variance"] as const).map((name) => aggregate.extract(name, 0, undefined));
    expect(extracted).toEqual([5n, 15n, 1n, 5n, 3n, 2n]);
    expect(of(1n, 2n).extract("avg", 4, undefined)).toBe(24n);
    expect(of(1n, 2n, 3n, 4n, 5n).extract("variance", 1, undefined)).toBe(2n);
    expect(of(-7n, -8n).extract("avg", 0, undefined)).toBe(-7n);
    expect(of(7n).extract("variance", 0, undefined)).toBe(0n);
  });

  it("fails on nothing, but for count and sum", () => {
    expect(of().extract("count", 0, undefined)).toBe(0n);
    expect(of().extract("sum", 0, undefined)).toBe(0n);
    for (const name of ["min", "max", "avg", "variance"] as const) expect(() => of().extract(name, 0, 3)).toThrow(ScriptError);
  });

  it("merges what several CPUs have gathered", () => {
    const merged = of(5n, -1n);
    merged.merge(of());
    merged.merge(of(100n));
    expect([merged.count, merged.sum, merged.min, merged.max]).toEqual([3n, 104n, -1n, 100n]);
    expect(merged.extract("variance", 0, undefined)).toBe(of(5n, -1n, 100n).extract("variance", 0, undefined));
    expect(merged.buckets).toEqual(of(5n, -1n, 100n).buckets);
  });

  it("wraps sums to 64 bits", () => {
    expect(of((1n << 63n) - 1n, 1n).sum).toBe(-(1n << 63n));
  });
});
