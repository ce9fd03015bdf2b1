import { describe, expect, it } from "vitest";
import { closest, didYouMean, editDistance } from "../src/index.js";

describe("editDistance", () => {
  it.each([
    ["", "", 0],
    ["kitten", "sitting", 3],
    ["begin", "begni", 1],
    ["abc", "", 3],
    ["ca", "abc", 3],
  ])("%s to %s is %i", (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
    expect(editDistance(right, left)).toBe(distance);
  });

  it("stops above the most that is asked", () => {
    expect(editDistance("kitten", "sitting", 2)).toBe(3);
    expect(editDistance("a", "abcdef", 2)).toBe(3);
  });
});

describe("closest", () => {
  it("gives the nearest first, and nothing far", () => {
    expect(closest("execnme", ["execname", "exec_name", "pid", "execname"])).toEqual(["execname", "exec_name"]);
    expect(closest("zzzz", ["execname", "pid"])).toEqual([]);
    expect(closest("beg", ["begin", "end"])).toEqual(["begin"]);
  });
});

describe("didYouMean", () => {
  it("joins words to a question", () => {
    expect(didYouMean([])).toEqual([]);
    expect(didYouMean(["a"])).toEqual(["did you mean 'a'?"]);
    expect(didYouMean(["a", "b", "c"])).toEqual(["did you mean 'a', 'b' or 'c'?"]);
  });
});
