import { expect, it } from "vitest";
import { compatProgram } from "../src/index.js";

it("a program of 32 bits moves each number and argument into its register and asks the kernel", () => {
  const program = compatProgram([
    [4, 1, Buffer.from("hi"), 2],
    [1, 0],
  ]);
  expect(program.subarray(0, 5).toString("latin1")).toBe("\x7fELF\x01");
  const [entry, code] = [program.readUInt32LE(24), 84];
  expect(entry).toBe(0x0804_8000 + code);
  expect([...program.subarray(code, code + 5)]).toEqual([0xb8, 4, 0, 0, 0]);
  // ecx has the address of the text, which stands behind the code.
  expect(program[code + 10]).toBe(0xb9);
  const address = program.readUInt32LE(code + 11);
  expect(program.subarray(address - 0x0804_8000).toString("latin1")).toBe("hi");
});
