import { describe, expect, test } from "vitest";
import { median, ratioOf } from "../../bench/spread.mjs";
import { verdictOf } from "../../bench/verdict.mjs";

describe("the median", () => {
  test.each([
    [[7], 7],
    [[3, 1], 2],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
  ])("of %j is %d", (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  test("leaves the values in their order", () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe("ratios", () => {
  test("are of values from one round", () => {
    expect(ratioOf([10, 20, 90], [20, 20, 30])).toEqual({ median: 1, min: 0.5, max: 3 });
  });

  test("are of the rounds that both have", () => {
    expect(ratioOf([10, 20, 90], [20])).toEqual({ median: 0.5, min: 0.5, max: 0.5 });
    expect(ratioOf([10], [])).toBeNull();
  });

  test("need something to divide by", () => {
    expect(ratioOf([1, 2], [0, 4])).toEqual({ median: 0.5, min: 0.5, max: 0.5 });
    expect(ratioOf([1], [0])).toBeNull();
    expect(ratioOf([1], [-3])).toBeNull();
  });
});

describe("the verdict", () => {
  const ours = { values: [50], median: 50 };
  const peer = (ratio: number) => ({ values: [1], median: 1, ratio: { median: ratio, min: ratio, max: ratio } });

  test.each([
    ["met", { value: 50 }, {}],
    ["missed", { value: 49 }, {}],
    ["met", { bpftrace: 0.6, c: 1.5 }, { bpftrace: peer(0.6), c: peer(1.5) }],
    ["missed", { bpftrace: 0.6, c: 1.5 }, { bpftrace: peer(0.5), c: peer(1.6) }],
    ["missed", { value: 10, bpftrace: 0.6 }, {}],
    ["unknown", { value: 50, bpftrace: 0.6 }, { bpftrace: { skipped: "bpftrace isn't installed" } }],
    ["unknown", { bpftrace: 0.6 }, { bpftrace: { values: [0], median: 0, ratio: null } }],
    ["no goal", {}, { bpftrace: peer(9) }],
  ] as const)("is %s for %j", (verdict, goal, peers) => {
    expect(verdictOf(goal, ours, peers)).toBe(verdict);
  });
});
