import { Btf, BtfBuilder } from "@tapset/btf";
import type { Location, LocationPiece } from "@tapset/elf";
import { describe, expect, it } from "vitest";
import { Builder, type DebugContext, debugValue, noProbe, Refusal, unknownTarget } from "../src/index.js";

function types(): Btf {
  const builder = new BtfBuilder();
  const [int, long] = [builder.int("int", 4, { signed: true }), builder.int("long", 8, { signed: true })];
  builder.struct("two", 16, [{ name: "first", typeId: long, bitOffset: 0 }, { name: "second", typeId: int, bitOffset: 64 }]);
  builder.struct("three", 24, [{ name: "first", typeId: long, bitOffset: 0 }]);
  return Btf.parse(builder.toBytes());
}

const btf = types();
const builder = new Builder("kernel", unknownTarget, undefined, 127, noProbe);
const context: DebugContext = { access: "kernel", inMemory: () => undefined, register: (each, register) => each.context(8 * register, 8) };
const inRegister = (register: number): Location => ({ kind: "value", value: { kind: "register", register } });
const piece = (register: number, bitSize: number): LocationPiece => ({ location: inRegister(register), bitSize, bitOffset: 0 });

describe("a structure that isn't in memory", () => {
  const wordsOf = (location: Location): unknown => debugValue(builder, "$s", location, btf.byName("struct", "two")!, context).words;

  it("is the words of its pieces", () => {
    expect(wordsOf({ kind: "pieces", pieces: [piece(5, 64), piece(4, 64)] })).toMatchObject([{ right: { op: "context", offset: 40 } }, { right: { op: "context", offset: 32 } }]);
    // The compiler keeps the parts of a word apart.
    expect(wordsOf({ kind: "pieces", pieces: [piece(5, 64), piece(4, 32), piece(3, 32)] })).toMatchObject([
      { right: { offset: 40 } },
      { operator: "or", left: { right: { left: { offset: 32 } } }, right: { operator: "shl", left: { left: { offset: 24 } } } },
    ]);
  });

  it("is the bytes that are known of it", () => {
    expect(wordsOf({ kind: "bytes", bytes: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0) })).toEqual([builder.constant(1), builder.constant(0x102)]);
  });

  it("can't be read where its parts aren't words, or it's larger than two", () => {
    expect(() => wordsOf({ kind: "pieces", pieces: [piece(5, 96), piece(4, 32)] })).toThrow(Refusal);
    expect(() => debugValue(builder, "$s", inRegister(3), btf.byName("struct", "three")!, context)).toThrow("no part of a 'struct three' can be read");
  });
});
