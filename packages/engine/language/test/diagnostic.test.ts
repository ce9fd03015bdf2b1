import { expect, it } from "vitest";
import { Source, diagnostic, expansionChain, formatDiagnostic, formatLocation, hasErrors, joinSpans, parse, spanText } from "../src/index.js";

const text = (script: string): string => parse(new Source("<input>", script)).diagnostics.map(formatDiagnostic).join("\n");

it("a parse error looks as SystemTap's", () => {
  expect(text("global x; probe begin { foreach (v -= [k] in x) {} }")).toBe(
    [
      "parse error: expected 'in'",
      "        saw: operator '-=' at <input>:1:36",
      "     source: global x; probe begin { foreach (v -= [k] in x) {} }",
      "                                                ^",
    ].join("\n"),
  );
});

it("tabs stay, so that the caret stands below its character", () => {
  expect(text("probe begin {\n\ta\t= )\n}").split("\n").slice(1, 4)).toEqual([
    "        saw: operator ')' at <input>:2:6",
    "     source: \ta\t= )",
    "             \t \t  ^",
  ]);
});

it("macros are told with their lines, hints at the end", () => {
  expect(text("@define two %( @x %)\nprobe begin { @two }")).toBe(
    [
      "parse error: unknown operator @x",
      "        saw: operator '@x' at <input>:1:16",
      "     source: @define two %( @x %)",
      "                            ^",
      "         in: expanded from macro '@two' at <input>:2:15",
      "     source: probe begin { @two }",
      "                           ^",
      "       hint: define the macro with @define, or load the library macro file (.stpm) that defines it",
    ].join("\n"),
  );
});

it.each([
  ["probe begin { limit }", "saw: keyword 'limit'", "choose another name: 'limit' is a keyword"],
  ["probe begin { if (x) else y }", "saw: keyword 'else'", "put one statement, or several in braces, between 'if (…)' and 'else'"],
  ["probe begin {\n a", "saw: end of file", "close the '{' of line 1, column 13"],
  ["probe begin { f(a,\n b }", "saw: operator '}'", "close the '(' of line 1, column 16"],
  ["%{ x %} probe %{ y %}", "saw: embedded C", 'write words joined by dots, such as a.b(1).c("x")'],
  ["probe begin { x = ; }", "saw: operator ';'", undefined],
  ["probe begin { $1 }", "at: <input>:1:15", "give the script more arguments, or ask with %( $# >= … %? … %) whether it is there"],
  ["probe begin { return }", "at: <input>:1:15", "use 'next' to leave a probe handler"],
])("%j says %s", (script, seen, hint) => {
  const said = text(script);
  expect(said).toContain(seen);
  if (hint === undefined) expect(said).not.toContain("hint:");
  else expect(said).toContain(`hint: ${hint}`);
});

it("semantic errors and warnings have SystemTap's heads", () => {
  const source = new Source("a.stp", "probe x {}\r\nprobe y {}");
  const span = { source, start: 18, end: 19 };
  const error = diagnostic("unresolved", "no match", span, { subject: "identifier 'y'", hints: ["did you mean 'x'?"] });
  expect(formatDiagnostic(error)).toBe(
    [
      "semantic error: no match",
      "            at: identifier 'y' at a.stp:2:7",
      "        source: probe y {}",
      "                      ^",
      "          hint: did you mean 'x'?",
    ].join("\n"),
  );
  const warning = diagnostic("unused", "never read", undefined, { severity: "warning" });
  expect(formatDiagnostic(warning)).toBe("WARNING: never read");
  expect([hasErrors([warning]), hasErrors([warning, error])]).toEqual([false, true]);
});

it("sources know lines and columns", () => {
  const source = new Source("f", "ab\n\ncd");
  expect([0, 2, 3, 4, 6].map((offset) => Object.values(source.position(offset)))).toEqual([[1, 1], [1, 3], [2, 1], [3, 1], [3, 3]]);
  expect([1, 2, 3, 4].map((line) => source.line(line))).toEqual(["ab", "", "cd", ""]);
  expect(formatLocation({ source, start: 5, end: 6 })).toBe("f:3:2");
});

it("spans of different expansions join at the place that holds both", () => {
  const source = new Source("f", "@m b");
  const call = { source, start: 0, end: 2, expansion: undefined };
  const expansion = { what: "macro '@m'", span: call };
  const inside = { source: new Source("lib", "a"), start: 0, end: 1, expansion };
  const joined = joinSpans(inside, { source, start: 3, end: 4, expansion: undefined });
  expect([spanText(joined), joined.expansion]).toEqual(["@m b", undefined]);
  expect(expansionChain(inside)).toEqual([{ message: "expanded from macro '@m'", span: call }]);
});
