import fc from "fast-check";

/** A directive of printf, and how its argument is made of a long and a string. */
interface Directive {
  readonly text: string;
  readonly argument: (long: string, text: string) => string;
}

const flags = fc.constantFrom("", "", "-", "0", "+", " ", "#", "-#", "+0");
const width = fc.constantFrom("", "", "1", "4", "9", "21", "30");
const precision = fc.constantFrom("", "", ".0", ".2", ".7");

const longDirective: fc.Arbitrary<Directive> = fc
  .record({ flags, width, precision, conversion: fc.constantFrom("d", "d", "i", "u", "x", "X", "o", "c", "p") })
  .map(({ flags, width, precision, conversion }) => ({
    text: conversion === "c" ? "%c" : `%${flags}${width}${precision}${conversion}`,
    argument: (long) => (conversion === "c" ? `((${long} & 63) + 33)` : long),
  }));

const textDirective: fc.Arbitrary<Directive> = fc
  .record({ minus: fc.constantFrom("", "-"), width, precision })
  .map(({ minus, width, precision }) => ({ text: `%${minus}${width}${precision}s`, argument: (_long, text) => text }));

const starred: fc.Arbitrary<Directive> = fc.constantFrom(
  { text: "%*d", argument: (long: string) => `(${long} & 15), ${long}` },
  { text: "%-*s", argument: (long: string, text: string) => `(${long} & 15), ${text}` },
  { text: "%.*s", argument: (long: string, text: string) => `(${long} & 15), ${text}` },
);

/** A printf or sprintf of values that are made by `long` and `text`. */
export function formatCall(name: "printf" | "sprintf", long: fc.Arbitrary<string>, text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  // What kernel handlers can't make a string of is left to what the session prints.
  const directive = name === "printf" ? fc.oneof(longDirective, textDirective, starred) : fc.constantFrom<Directive>(
    { text: "%d", argument: (value) => value }, { text: "%5d", argument: (value) => value }, { text: "%x", argument: (value) => value },
    { text: "%u", argument: (value) => value }, { text: "%s", argument: (_value, string) => string }, { text: "%9s", argument: (_value, string) => string },
  );
  const part = fc.record({ directive, long, text });
  return fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => {
    const format = parts.map(({ directive }) => directive.text).join("|");
    const values = parts.map(({ directive, long, text }) => directive.argument(long, text));
    return `${name}("${format}${name === "printf" ? "\\n" : ""}", ${values.join(", ")})`;
  });
}
