import { readmeProblems } from "@tapset/testkit";
import { expect, it } from "vitest";
import { read } from "./tapsets.js";

it("the README says what the manifest says", () => {
  expect(readmeProblems(read("README.md"), JSON.parse(read("tapset.json")))).toEqual([]);
});
