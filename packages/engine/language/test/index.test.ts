import { expect, it } from "vitest";
import * as language from "../src/index.js";

it("the package's values are these", () => {
  expect(Object.keys(language).sort()).toEqual([
    "Source",
    "children",
    "childrenOf",
    "closest",
    "compareVersions",
    "defaultEnvironment",
    "diagnostic",
    "didYouMean",
    "editDistance",
    "expansionChain",
    "formatDiagnostic",
    "formatLocation",
    "hasErrors",
    "joinSpans",
    "parse",
    "parseMacros",
    "parseProbePoints",
    "print",
    "printProbePoint",
    "rewrite",
    "spanText",
    "walk",
  ]);
});
