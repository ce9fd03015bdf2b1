import { expect, test } from "vitest";
import type { SymbolicProgram } from "../src/index.js";
import { assemble, disassemble, printProgram } from "../src/index.js";
import { Random, randomFunction } from "./random-program.js";

function randomProgram(seed: number): SymbolicProgram {
  const random = new Random(seed);
  return {
    main: randomFunction(random, "main", ["first", "second"]).finish(),
    subprograms: [
      randomFunction(random, "first", ["second"]).finish(),
      randomFunction(random, "second", []).finish(),
    ],
  };
}

test("what is disassembled assembles to the same program", () => {
  for (let seed = 0; seed < 500; seed += 1) {
    const assembled = assemble(randomProgram(seed), { instructionSet: 4 });
    const symbolic = disassemble(assembled);
    const again = assemble(symbolic, { instructionSet: 4 });
    expect({ ...again, lines: [] }, `seed ${String(seed)}`).toEqual({ ...assembled, lines: [] });
    expect(printProgram(disassemble(again))).toBe(printProgram(symbolic));
  }
});

test("any bytes give either a program or a RangeError that names the slot", () => {
  const random = new Random(1);
  let understood = 0;
  for (let round = 0; round < 3000; round += 1) {
    const { bytes } = assemble(randomProgram(round % 50), { instructionSet: 4 });
    for (let flips = 1 + random.below(4); flips > 0; flips -= 1) {
      const at = random.below(bytes.length);
      bytes.writeUInt8((bytes[at] ?? 0) ^ (1 << random.below(8)), at);
    }
    try {
      disassemble({ bytes });
      understood += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      expect((error as RangeError).message).toMatch(/^instruction \d+: /);
    }
  }
  expect(understood).toBeGreaterThan(100);
});

test("bytes alone are named after their slots and descriptors", () => {
  const bytes = Buffer.from("1811000005000000" + "0000000000000000" + "8510000001000000" + "9500000000000000" + "5501ffff00000000" + "9500000000000000", "hex");
  expect(printProgram(disassemble({ bytes }))).toBe(
    ["function main", "  r1 = map fd_5", "  call function function_4", "  exit", "", "function function_4", "L4:", "  if r1 != 0 goto L4", "  exit", ""].join("\n"),
  );
});

test.each([
  ["0000000000000000", "instruction 0: unknown opcode 0x0 (off 0, imm 0)"],
  ["18010000", "read instructions: 4 bytes is not a multiple of 8"],
  ["1801000000000000", "instruction 0: second half is missing"],
  ["95000000010000009500000000000000", "instruction 0: opcode 0x95: imm must be 0"],
  ["b701000000000000850000000f270000", "instruction 1: unknown helper 9999"],
  ["0500020000000000", "instruction 0: leads to 3, where no instruction starts"],
  ["05000100000000001801000001000000000000000000000095000000000000009500000000000000", "instruction 0: leads to 2, where no instruction starts"],
  ["bfb1000000000000", "instruction 0: r11: no such register"],
])("%s: %s", (hex, message) => {
  expect(() => disassemble({ bytes: Buffer.from(hex, "hex") })).toThrow(new RangeError(message));
});
