import { describe, expect, it } from "vitest";
import { Regex } from "../../src/regex/regex.js";
import { foundPart, matches } from "../../src/regex/run-automaton.js";

/** All that matched and its subexpressions, or undefined. */
function found(pattern: string, text: string): readonly string[] | undefined {
  const regex = new Regex(pattern);
  if (!matches(regex.matcher, text)) return undefined;
  return Array.from({ length: regex.groups + 1 }, (_, group) => foundPart(regex.finder(group), text));
}

describe("what an expression finds", () => {
  it.each<[pattern: string, text: string, expected: readonly string[] | undefined]>([
    ["b", "abc", ["b"]],
    ["", "abc", [""]],
    ["^$", "", [""]],
    ["^$", "a", undefined],
    ["^b", "ab", undefined],
    ["b$", "ab", ["b"]],
    ["a|^b|c$", "xbc", ["c"]],
    ["a*", "baa", [""]],
    ["a+", "baac", ["aa"]],
    ["a|ab|abc", "xabcd", ["abc"]],
    ["(a|ab)(c|bcd)", "abcd", ["abcd", "a", "bcd"]],
    ["(a|ab)(c|bcd)?", "abcd", ["abcd", "a", "bcd"]],
    ["str(ing)", "an example string", ["string", "ing"]],
    ["(x)|(y)", "y", ["y", "", "y"]],
    ["(a(b)?)+", "aba", ["aba", "a", "b"]],
    ["(a*)*", "aab", ["aa", "aa"]],
    ["(a|b)*c", "xabac", ["abac", "a"]],
    ["a{2,3}", "aaaa", ["aaa"]],
    ["a{2}", "a", undefined],
    ["a{2,}b", "xaaaab", ["aaaab"]],
    ["a{,2}b", "aaab", ["aab"]],
    ["(ab){2}", "ababab", ["abab", "ab"]],
    [".", "", undefined],
    [".+", "\xff\x01", ["\xff\x01"]],
    ["[]a]+", "x]a]", ["]a]"]],
    ["[^]a]", "]ab", ["b"]],
    ["[a-]+", "b-a", ["-a"]],
    ["[\\]+", "a\\\\", ["\\\\"]],
    ["[[:digit:][:upper:]_]+", "ab1_Zc", ["1_Z"]],
    ["\\.\\*\\(\\[", "a.*([", [".*(["]],
    ["\\t[[:space:]]\\w+", "\t ab_9-", ["\t ab_9"]],
    ["([^/]*)/([^/]*)$", "/usr/lib/libc.so", ["lib/libc.so", "lib", "libc.so"]],
    ["^(.*)=(.*)$", "a=b=c", ["a=b=c", "a=b", "c"]],
    ["(foo|foobar)(bar)?", "foobarbar", ["foobarbar", "foobar", "bar"]],
  ])("%s in %j", (pattern, text, expected) => {
    expect(found(pattern, text)).toEqual(expected);
  });
});

describe("what is refused", () => {
  it.each([
    ["a(b", "unmatched '('"],
    ["a)b", "unmatched ')'"],
    ["*a", "nothing to repeat before '*'"],
    ["a|+", "nothing to repeat before '+'"],
    ["(?:a)", "nothing to repeat after '('"],
    ["a{3,2}", "the wrong way round"],
    ["a{300}", "more than 255 times"],
    ["a{x}", "begins no count"],
    ["[a", "unclosed '['"],
    ["[z-a]", "the wrong way round"],
    ["[[:foo:]]", "unknown class [:foo:]"],
    ["[[.a.]]", "collating element"],
    ["(a)\\1", "refers back"],
    ["\\bword", "edge of a word"],
    ["\\q", "stands for nothing"],
    ["a\\", "ends in a backslash"],
    ["(.*a.{20})b", "too large"],
  ])("%s", (pattern, message) => {
    expect(() => new Regex(pattern).matcher).toThrow(message);
  });
});

/** The same numbers on every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Undefined for an expression that is refused for its size, be it that of a finder. */
function small(pattern: string): Regex | undefined {
  try {
    const regex = new Regex(pattern);
    regex.finder(0);
    return regex;
  } catch (error) {
    expect(String(error)).toContain("too large");
    return undefined;
  }
}

describe("against JavaScript's", () => {
  const random = numbers(4);
  const below = (limit: number): number => Math.floor((random.next().value as number) * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;

  const atom = (depth: number): string =>
    depth > 0 && below(3) === 0 ? `(${choice(depth - 1)})` : pick(["a", "b", "c", ".", "[ab]", "[^a]", "a", "b"]);
  const sequence = (depth: number): string =>
    Array.from({ length: 1 + below(3) }, () => atom(depth) + pick(["", "", "", "*", "+", "?", "{1,2}", "{2}"])).join("");
  const choice = (depth: number): string => Array.from({ length: pick([1, 1, 2, 3]) }, () => sequence(depth)).join("|");

  it("agrees on whether there is a match and where the leftmost begins", () => {
    let compared = 0;
    for (let count = 0; count < 200; count++) {
      const pattern = pick(["", "", "^"]) + `(${choice(1)})` + pick(["", "", "$"]);
      const regex = small(pattern);
      if (regex === undefined) continue;
      compared++;
      const theirs = new RegExp(pattern, "s");
      for (let texts = 0; texts < 10; texts++) {
        const text = Array.from({ length: below(9) }, () => pick(["a", "b", "c"])).join("");
        const match = theirs.exec(text);
        expect(matches(regex.matcher, text), `${pattern} in ${text}`).toBe(match !== null);
        if (match === null) continue;
        const whole = foundPart(regex.finder(0), text);
        // Theirs is the first way that matches, ours the longest of those that begin there.
        const lengths = Array.from({ length: text.length - match.index + 1 }, (_, length) => length);
        const isWhole = (length: number): boolean =>
          new RegExp(`^(?:.{${match.index}})(?:${pattern.replace(/^\^/, match.index === 0 ? "" : "(?!)")})(?<=^.{${match.index + length}})${pattern.endsWith("$") ? "$" : ""}`, "s").test(text);
        const longest = Math.max(...lengths.filter(isWhole));
        expect(whole, `${pattern} in ${text}`).toBe(text.slice(match.index, match.index + longest));
      }
    }
    expect(compared).toBeGreaterThan(170);
  }, 60_000);
});
