import { describe, expect, it } from "vitest";
import { parseSdtArguments, type SdtOperand, sdtNotesOf } from "../src/index.js";
import { expected, fixturesWith, openElf } from "./fixture.js";

/** The one operand of an argument text. */
function operandOf(text: string, machine: "x86_64" | "arm64" = "x86_64"): SdtOperand | undefined {
  const parsed = parseSdtArguments(text, machine);
  expect(parsed).toHaveLength(1);
  return parsed[0]?.operand;
}

const memory = { kind: "memory", base: undefined, index: undefined, scale: 1, displacement: 0n, symbol: undefined, segment: undefined };

describe("static marks", () => {
  it.each(fixturesWith("marks"))("of %s are those that readelf shows", (name) => {
    const hex = (address: bigint) => `0x${address.toString(16).padStart(16, "0")}`;
    const ours = [...sdtNotesOf(openElf(name))].map((mark) => [mark.provider, mark.name, hex(mark.pc), hex(mark.semaphore), mark.argumentText]);
    expect(ours).toEqual(expected[name]!.marks.map(([provider, mark, pc, , semaphore, text]) => [provider, mark, pc, semaphore, text]));
  });

  it("have arguments with sizes and signs", () => {
    const three = [...sdtNotesOf(openElf("marks"))].find(({ name }) => name === "three");
    expect(three?.arguments.map(({ size, signed, operand }) => [size, signed, operand])).toEqual([
      [4, true, { kind: "register", register: "rdi", bitOffset: 0 }],
      [1, true, { kind: "register", register: "rsi", bitOffset: 0 }],
      [4, true, { kind: "constant", value: 5n }],
    ]);
  });
});

describe("arguments of marks", () => {
  it.each<[string, SdtOperand]>([
    ["8@%rax", { kind: "register", register: "rax", bitOffset: 0 }],
    ["1@%ah", { kind: "register", register: "rax", bitOffset: 8 }],
    ["-4@%r10d", { kind: "register", register: "r10", bitOffset: 0 }],
    ["-4@$-5", { kind: "constant", value: -5n }],
    ["8@$0x10", { kind: "constant", value: 16n }],
    ["4@-20(%rbp)", { ...memory, kind: "memory", base: "rbp", displacement: -20n }],
    ["8@(%rdx)", { ...memory, kind: "memory", base: "rdx" }],
    ["8@8(%rax,%rbx,4)", { ...memory, kind: "memory", base: "rax", index: "rbx", scale: 4, displacement: 8n }],
    ["8@foo(%rip)", { ...memory, kind: "memory", base: "rip", symbol: "foo" }],
    ["8@16+foo(%rip)", { ...memory, kind: "memory", base: "rip", symbol: "foo", displacement: 16n }],
    ["8@foo-16(%rip)", { ...memory, kind: "memory", base: "rip", symbol: "foo", displacement: -16n }],
    ["8@%fs:40", { ...memory, kind: "memory", segment: "fs", displacement: 40n }],
    ["8@(,%rax,8)", { ...memory, kind: "memory", index: "rax", scale: 8 }],
    ["8@%st(1)", { kind: "unknown", text: "%st(1)" }],
    ["8@%nonesuch", { kind: "unknown", text: "%nonesuch" }],
  ])("%s", (text, operand) => expect(operandOf(text)).toEqual(operand));

  it.each<[string, SdtOperand]>([
    ["-4@w0", { kind: "register", register: "x0", bitOffset: 0 }],
    ["8@x29", { kind: "register", register: "x29", bitOffset: 0 }],
    ["-4@5", { kind: "constant", value: 5n }],
    ["8@[sp, 16]", { ...memory, kind: "memory", base: "sp", displacement: 16n }],
    ["4@[x1]", { ...memory, kind: "memory", base: "x1" }],
    ["4@[x1, x2]", { ...memory, kind: "memory", base: "x1", index: "x2" }],
    ["4@[x99]", { kind: "unknown", text: "[x99]" }],
  ])("%s on arm64", (text, operand) => expect(operandOf(text, "arm64")).toEqual(operand));

  it("take their size from the register where a note has none", () => {
    expect(parseSdtArguments("%eax $3 8f@%xmm1", "x86_64").map(({ size, signed, isFloat }) => [size, signed, isFloat])).toEqual([
      [4, true, false],
      [8, true, false],
      [8, false, true],
    ]);
  });

  it("are none for an empty text", () => expect(parseSdtArguments("", "x86_64")).toEqual([]));
});
