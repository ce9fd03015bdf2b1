import fc from "fast-check";

const NUMBERS = ["2", "3", "7", "8", "63", "64", "255", "-1", "-3", "0x7fffffff", "-2147483648", "4294967296", "9007199254740993", "9223372036854775807", "(-9223372036854775807 - 1)"];

/** Numbers as scripts write them: small ones, and those where something ends. */
export const number: fc.Arbitrary<string> = fc.oneof(
  fc.nat({ max: 9 }).map(String),
  fc.constantFrom(...NUMBERS).map((text) => (text.startsWith("-") ? `(${text})` : text)),
);

const TEXTS = ["", "a", "ab", "b", "abc", "12", "0x1f", "zz top", "0123456789abcdef", "the quick brown fox jumps over the lazy dog", "\\xe9\\xff", "q\\\"uote\\\\", "x".repeat(60)];

/** String literals with their quotes: among them such as fill the longest string the scripts may have. */
export const textLiteral: fc.Arbitrary<string> = fc.constantFrom(...TEXTS).map((text) => `"${text}"`);

/** Regular expressions with a few kinds of everything. */
export const pattern: fc.Arbitrary<string> = fc.constantFrom('"a"', '"^ab?"', '"[0-9]+"', '"(a|b)(c?)"', '"[^a-z]$"', '"o.*(x|z)"', '"^$"');
