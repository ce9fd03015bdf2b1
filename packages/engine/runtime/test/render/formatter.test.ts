import type { PlannedDirective } from "@tapset/compiler";
import { createFormatter } from "@tapset/runtime";
import { describe, expect, it } from "vitest";

type Value = bigint | string;

/** Reads `%-08.3d` into a directive. */
function directive(text: string): PlannedDirective {
  const [, flags = "", width, precision, conversion] = /^%([-+ 0#]*)(\d+|\*)?(?:\.(\d+|\*)?)?([a-zA-Z])$/.exec(text) ?? [];
  const size = (digits: string | undefined): number | "argument" | undefined =>
    digits === undefined ? undefined : digits === "*" ? "argument" : Number(digits);
  return {
    conversion: conversion as PlannedDirective["conversion"],
    minus: flags.includes("-"),
    plus: flags.includes("+"),
    space: flags.includes(" "),
    zero: flags.includes("0"),
    alternate: flags.includes("#"),
    width: size(width),
    precision: text.includes(".") ? (size(precision) ?? 0) : undefined,
  };
}

describe("printf directives", () => {
  // From the stap(1) page and the language reference, and C where these refer to it.
  it.each<[string, Value, string]>([
    ["%d", -1n, "-1"],
    ["%i", 123n, "123"],
    ["%u", -1n, "18446744073709551615"],
    ["%x", 0x1234abcdn, "1234abcd"],
    ["%X", 0x1234abcdn, "1234ABCD"],
    ["%p", 0x1234abcdn, "0x1234abcd"],
    ["%p", 0n, "0x0"],
    ["%o", 8n, "10"],
    ["%#o", 1n, "01"],
    ["%#x", 2n, "0x2"],
    ["%#X", 3n, "0X3"],
    ["%#x", 0n, "0x0"],
    ["%x", -1n, "ffffffffffffffff"],
    ["%5d", 42n, "   42"],
    ["%-5d|", 42n, "42   |"],
    ["%05d", -42n, "-0042"],
    ["%+d", 42n, "+42"],
    ["% d", 42n, " 42"],
    ["%+d", -42n, "-42"],
    ["%#06x", 255n, "0x00ff"],
    ["%.3d", 7n, "007"],
    ["%06.3d", 7n, "   007"],
    ["%.0d", 0n, ""],
    ["%.d", 0n, ""],
    ["%-06d|", 42n, "42    |"],
    ["%d", -(1n << 63n), "-9223372036854775808"],
    ["%s", "alice", "alice"],
    ["%8s", "bob", "     bob"],
    ["%-8s|", "bob", "bob     |"],
    ["%.2s", "alice", "al"],
    ["%5.1s", "alice", "    a"],
    ["%c", 97n, "a"],
    ["%3c", 97n, "  a"],
    ["%c", 256n + 65n, "A"],
    ["%#c", 0n, "\\000"],
    ["%#c", 9n, "\\t"],
    ["%#c", 42n, "*"],
    ["%#c", 255n, "\\377"],
    ["%b", 0xc0dedbadn, "\xad\xdb\xde\xc0\0\0\0\0"],
    ["%1b", 97n, "a"],
    ["%4b", 0x64636261n, "abcd"],
    ["%4.2b", 0x6261n, "\0\0ab"],
  ])("%s", (text, value, expected) => {
    const bar = text.endsWith("|") ? "|" : "";
    expect(createFormatter(directive(bar ? text.slice(0, -1) : text))(value) + bar).toBe(expected);
  });

  it("takes width and precision at run time", () => {
    const both = createFormatter(directive("%*.*d"));
    expect(both(2n, 4n, -1n)).toBe("   2");
    expect(both(2n, -4n, 2n)).toBe("02  ");
    expect(createFormatter(directive("%.*s"))("alice", undefined, 3n)).toBe("ali");
    expect(createFormatter(directive("%*d"))(2n, 1n << 40n)).toHaveLength(8192);
  });
});
