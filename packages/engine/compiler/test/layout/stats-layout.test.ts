import { describe, expect, it } from "vitest";
import { bucketCount, bucketOf, bucketValue, LOG_BUCKETS, layoutStats } from "../../src/layout/stats-layout.js";

const lowest = -(1n << 63n);
const highest = (1n << 63n) - 1n;

describe("logarithmic buckets", () => {
  const shape = { kind: "log" } as const;
  it.each([[0n, 64], [1n, 65], [2n, 66], [3n, 66], [4n, 67], [-1n, 63], [-2n, 62], [-3n, 62], [highest, 127], [lowest, 0]] as const)("%d is in %d", (value, bucket) => {
    expect(bucketOf(shape, value)).toBe(bucket);
  });
  it("begin with the value nearest to 0", () => {
    for (let bucket = 0; bucket < LOG_BUCKETS; bucket++) {
      const value = bucketValue(shape, bucket) ?? 0n;
      expect(bucketOf(shape, value)).toBe(bucket);
      if (bucket > 64) expect(bucketOf(shape, value - 1n)).toBe(bucket - 1);
      if (bucket > 0 && bucket < 64) expect(bucketOf(shape, value + 1n)).toBe(bucket + 1);
    }
  });
});

describe("linear buckets", () => {
  const shape = { kind: "linear", low: -10n, high: 10n, width: 5n } as const;
  it.each([[-11n, 0], [lowest, 0], [-10n, 1], [-6n, 1], [-5n, 2], [9n, 4], [10n, 5], [14n, 5], [15n, 6], [highest, 6]] as const)("%d is in %d", (value, bucket) => {
    expect(bucketOf(shape, value)).toBe(bucket);
  });
  it("have a value but for the outermost", () => {
    const values = Array.from({ length: bucketCount(shape) }, (_, bucket) => bucketValue(shape, bucket));
    expect(values).toEqual([undefined, -10n, -5n, 0n, 5n, 10n, undefined]);
  });
});

describe("an aggregate's words", () => {
  it("are the four, the squares, then the buckets", () => {
    expect(layoutStats({ variance: false, histogram: undefined })).toMatchObject({ size: 32, buckets: 0 });
    expect(layoutStats({ variance: true, histogram: undefined })).toMatchObject({ size: 48, buckets: 0 });
    expect(layoutStats({ variance: true, histogram: { kind: "log" } })).toMatchObject({ size: 48 + 128 * 8, firstBucket: 6, buckets: 128 });
    expect(layoutStats({ variance: false, histogram: { kind: "linear", low: 0n, high: 100n, width: 10n } })).toMatchObject({ firstBucket: 4, buckets: 13 });
  });
});
