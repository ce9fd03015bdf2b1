import { expect, it } from "vitest";
import { matchesGlob } from "../src/glob.js";

it.each([
  ["6.*", "6.12", true],
  ["6.*", "5.6.1", false],
  ["*", "", true],
  ["?", "a", true],
  ["?", "", false],
  ["a**b", "ab", true],
  ["[a-c]x", "bx", true],
  ["[!a-c]x", "bx", false],
  ["[^a]", "b", true],
  ["[]]", "]", true],
  ["[a", "[a", true],
  ["a.b", "axb", false],
  ["a+(b)|c$", "a+(b)|c$", true],
  ["\\*", "*", true],
  ["\\*", "a", false],
  ["i?86", "i686", true],
  ["a\nb*", "a\nbc", true],
])("%j against %j: %s", (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});
