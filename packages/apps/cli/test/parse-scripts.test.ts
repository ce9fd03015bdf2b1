import { registry } from "@tapset/core";
import { Source } from "@tapset/language";
import { expect, it } from "vitest";
import { parseScripts } from "../src/parse-scripts.js";

it("arguments that no script names are told", () => {
  const warnings = (args: readonly string[], ...texts: readonly string[]): readonly string[] =>
    parseScripts(texts.map((text, index) => new Source(`${index}.stp`, text)), registry(), { args }).diagnostics.map(({ severity, message }) => `${severity}: ${message}`);
  expect(warnings(["1", "b", "3"], "probe begin { println($1) }")).toEqual([2, 3].map((number) => `warning: unused command line option $${number}/@${number}`));
  expect(warnings(["1", "b"], "probe begin { println($1) }", "probe end { println(@2) }")).toEqual([]);
  expect(warnings(["1", "b"], "probe begin { println(argc) }")).toEqual([]);
  expect(warnings(["1", "b"], "probe begin { println(argv[1]) }")).toEqual([]);
});
