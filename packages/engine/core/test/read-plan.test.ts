import { expect, it } from "vitest";
import { READ_MARKS, readBytes, readParts, type ReadStep } from "../src/index.js";

const steps: readonly ReadStep[] = [
  { kind: "word", at: 0, offset: 8, size: 8, to: 1 },
  { kind: "string", at: 1, offset: 2, size: 20 },
  { kind: "bytes", at: 1, offset: 0, size: 4, skip: 1 },
  { kind: "beginning", at: 1, offset: 0, size: 4 },
  { kind: "bytes", at: 0, offset: 0, size: 4 },
];

function recorded(...pieces: readonly (bigint | number | string)[]): string {
  return Buffer.concat(
    pieces.map((piece) => {
      if (typeof piece === "string") return Buffer.from(piece, "latin1");
      const bytes = Buffer.alloc(typeof piece === "bigint" ? 8 : 2);
      if (typeof piece === "bigint") bytes.writeBigUInt64LE(piece);
      else bytes.writeUInt16LE(piece);
      return bytes;
    }),
  ).toString("latin1");
}

it("what a plan's steps gave is found again, NULs and all", () => {
  const { words, parts } = readParts(recorded(0x1000n, 0x2000n, 4, "text", 4, "\0\xff\0a", READ_MARKS.failed, 0), 1, steps);
  expect(words).toEqual([0x1000n]);
  expect(parts).toEqual([
    { state: "read", address: 0x1008n, value: 0x2000n, bytes: "" },
    { state: "read", address: 0x2002n, value: 0n, bytes: "text" },
    { state: "read", address: 0x2000n, value: 0n, bytes: "\0\xff\0a" },
    { state: "failed", address: 0x2000n, value: 0n, bytes: "" },
    { state: "read", address: 0x1000n, value: 0n, bytes: "" },
  ]);
});

it("steps that were left out have given nothing", () => {
  const { parts } = readParts(recorded(0x1000n, 0n, READ_MARKS.absent, READ_MARKS.absent, 1, "x"), 1, steps);
  expect(parts.map(({ state, bytes }) => `${state} ${bytes}`)).toEqual(["read ", "absent ", "absent ", "absent ", "read x"]);
});

it("what was cut off is as if it weren't there", () => {
  expect(readParts("", 1, steps)).toMatchObject({ words: [0n] });
  expect(readBytes(steps[0]!)).toBe(8);
  expect(readBytes(steps[1]!)).toBe(22);
});
