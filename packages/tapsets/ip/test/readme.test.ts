import { readFileSync } from "node:fs";
import { loadManifest } from "@tapset/core";
import { readmeProblems } from "@tapset/testkit";
import { expect, it } from "vitest";

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");

it("the README says what the manifest says", () => {
  expect(readmeProblems(read("README.md"), loadManifest(read("tapset.json"), "tapset.json"))).toEqual([]);
});
