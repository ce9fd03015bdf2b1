import { describe, expect, it } from "vitest";
import { parseCpuList, perCpuStride } from "../src/index.js";

describe("CPU lists", () => {
  it("are read as sysfs writes them", () => {
    expect(parseCpuList("0\n")).toEqual([0]);
    expect(parseCpuList("0-3,8,10-11\n")).toEqual([0, 1, 2, 3, 8, 10, 11]);
    expect(parseCpuList("\n")).toEqual([]);
    expect(() => parseCpuList("0-x")).toThrow('parse CPU list: "0-x"');
  });
});

describe("a per-CPU value", () => {
  it("takes a multiple of eight bytes", () => {
    expect([1, 8, 9, 24].map(perCpuStride)).toEqual([8, 8, 16, 24]);
  });
});
