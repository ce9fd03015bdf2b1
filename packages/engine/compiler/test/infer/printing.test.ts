import { describe, expect, it } from "vitest";
import { parseFormat } from "../../src/infer/format-string.js";
import { problems } from "../lower/workbench.js";

/** Pieces as text: what a directive was read as. */
function pieces(format: string): string[] {
  const { pieces: found, problem } = parseFormat(format);
  if (problem !== undefined) return [`problem at ${problem.at}`];
  return found.map((piece) =>
    piece.kind === "text" ? piece.text : `${piece.conversion} [${[...piece.flags].join("")}] ${piece.width ?? "-"} ${piece.precision ?? "-"} ${piece.takes}`,
  );
}

describe("formats", () => {
  it.each([
    ["plain", ["plain"]],
    ["", []],
    ["100%%", ["100%"]],
    ["%d,%i", ["d [] - - long", ",", "i [] - - long"]],
    ["%-08.3x", ["x [-0] 8 3 long"]],
    ["%+ #o", ["o [+ #] - - long"]],
    ["%*.*s", ["s [] * * string"]],
    ["%.s", ["s [] - 0 string"]],
    ["%ld%llu", ["d [] - - long", "u [] - - long"]],
    ["%c%p%m%M%b", ["c [] - - long", "p [] - - long", "m [] - - long", "M [] - - long", "b [] - - long"]],
    ["%4b", ["b [] 4 - long"]],
    ["%n", ["b [] - - long"]],
    ["%3b", ["problem at 0"]],
    ["ab%y", ["problem at 2"]],
    ["ab%", ["problem at 2"]],
  ])("%j", (format, expected) => {
    expect(pieces(format)).toEqual(expected);
  });
});

describe("the print family", () => {
  it.each([
    ["too few values", 'probe begin { printf("%d %s\\n", 1) }', ["wrong-argument-count 'printf(\"%d %s\\n\", 1)'"]],
    ["too many values", 'probe begin { printf("%d", 1, 2) }', ["wrong-argument-count 'printf(\"%d\", 1, 2)'"]],
    ["a width takes a value of its own", 'probe begin { printf("%*d", 1) }', ["wrong-argument-count 'printf(\"%*d\", 1)'"]],
    ["a width is a number", 'probe begin { printf("%*d", "x", 1) }', ["type-mismatch '\"x\"'"]],
    ["a string where a number belongs", 'probe begin { printf("%d", "s") }', ["type-mismatch '\"s\"'"]],
    ["a number where a string belongs", 'probe begin { println(sprintf("%s", 3)) }', ["type-mismatch '3'"]],
    ["an unknown directive", 'probe begin { printf("%y", 1) }', ["invalid-format '\"%y\"'"]],
    ["a format that is no literal", 'probe begin { f = "%d"; printf(f, 1) }', ["format-not-literal 'f'"]],
    ["a delimiter that is no literal", "probe begin { printd(1, 2) }", ["delimiter-not-literal '1'"]],
    ["nothing to print", "probe begin { print() }", ["wrong-argument-count 'print()'"]],
    ["an empty line", "probe begin { println() }", []],
  ])("%s", async (_what, text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });
});
