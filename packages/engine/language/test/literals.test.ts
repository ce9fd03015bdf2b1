import { describe, expect, it } from "vitest";
import { parseOne } from "./grouped.js";

describe("numbers", () => {
  it.each([
    ["0", 0n],
    ["42", 42n],
    ["0x1F", 31n],
    ["0XfF", 255n],
    ["0777", 511n],
    ["00", 0n],
    ["9223372036854775807", 9223372036854775807n],
    ["9223372036854775808", -9223372036854775808n],
    ["18446744073709551615", -1n],
    ["0xffffffffffffffff", -1n],
  ])("%s is %s", (text, value) => {
    expect(parseOne(text)).toMatchObject({ kind: "NumberLiteral", value });
  });

  it("have no sign of their own", () => {
    expect(parseOne("-5")).toMatchObject({ kind: "Unary", operator: "-", operand: { value: 5n } });
  });
});

describe("strings", () => {
  it.each([
    ['"plain"', "plain"],
    ['""', ""],
    [String.raw`"\a\b\t\n\v\f\r"`, "\x07\b\t\n\v\f\r"],
    [String.raw`"\"\\\'"`, "\"\\'"],
    [String.raw`"\101\0\1234"`, "A\0S4"],
    [String.raw`"\377\400"`, "\xff\0"],
    [String.raw`"\x41\x4a5"`, "AJ5"],
    [String.raw`"\q\?\e\8"`, "q?e8"],
    ['"a\\\nb"', "a\nb"],
    ['"a" "b"\n"c"', "abc"],
    ['"# // /* $1 @1 %( %{"', "# // /* $1 @1 %( %{"],
  ])("%s", (text, value) => {
    expect(parseOne(text)).toMatchObject({ kind: "StringLiteral", value });
  });

  it("hold bytes: text outside ASCII counts as its UTF-8 form", () => {
    expect(parseOne('"é€😀"')).toMatchObject({ value: "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80" });
    expect(parseOne(String.raw`"\é"`)).toMatchObject({ value: "\xc3\xa9" });
  });

  it("joined span all their parts", () => {
    const { span } = parseOne('"a" /* between */ "b"');
    expect(span.source.text.slice(span.start, span.end)).toBe('"a" /* between */ "b"');
  });
});

describe("comments", () => {
  it.each(["# x }", "// x }", "/* x\n } */", "/** doc */", "/***/", "/**/"])("%s is nothing", (comment) => {
    expect(parseOne(`a ${comment}\n . b`)).toMatchObject({ kind: "Binary", operator: "." });
  });

  it("don't nest and hide each other's beginnings", () => {
    expect(parseOne("/* // */ a // /*\n + b # // \n")).toMatchObject({ kind: "Binary", operator: "+" });
  });
});

it("identifiers may hold $ and begin with _", () => {
  expect(parseOne("_a$b1")).toMatchObject({ kind: "Variable", name: "_a$b1" });
});
