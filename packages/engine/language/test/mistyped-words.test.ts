import { expect, it } from "vitest";
import { Source, parse } from "../src/index.js";

// The first hint: the word that may have been meant, before what else can be done.
it.each([
  ["prob begin { }", "did you mean 'probe'?"],
  ["Probe begin { }", "did you mean 'probe'?"],
  ["funtion f() { }", "did you mean 'function'?"],
  ["golbal x", "did you mean 'global'?"],
  ["println(1)", "put statements into a probe's or a function's braces"],
  ["probe begin { println(@cont(s)) }", "did you mean '@const' or '@count'?"],
  ["probe begin { println(@median(s)) }", "define the macro with @define, or load the library macro file (.stpm) that defines it"],
  ["@define twice(x) %( (@x * 2) %) probe begin { println(@twice) }", "put what its parameters stand for into parentheses behind it"],
  ["probe begin { println('a') }", "write strings in double quotes"],
])("%s", (text, hint) => {
  const { diagnostics } = parse(new Source("<input>", text));
  expect(diagnostics[0]?.hints[0]).toBe(hint);
});
