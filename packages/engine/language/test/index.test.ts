import { expect, it } from "vitest";
import * as language from "../src/index.js";

it("the package's values are these", () => {
  expect(Object.keys(language).sort()).toEqual([
    "Source",
    "children",
    "childrenOf",
    "compareVersions",
    "defaultEnvironment",
    "diagnostic",
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
