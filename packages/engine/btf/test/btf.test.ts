import { describe, expect, it } from "vitest";
import { Btf, BtfBuilder, BtfError, skipModifiers, sizeOf, type TypeRecord } from "../src/index.js";
import { build } from "./blob.js";

/** One record of every kind; types 1 and 2 are `int` and a pointer to it. */
const EVERY_KIND: readonly TypeRecord[] = [
  { kind: "int", name: "int", size: 4, signed: true, encoding: undefined, bits: 32, bitOffset: 0 },
  { kind: "ptr", name: "", typeId: 1 },
  { kind: "int", name: "_Bool", size: 1, signed: false, encoding: "bool", bits: 8, bitOffset: 0 },
  { kind: "array", name: "", typeId: 1, indexTypeId: 1, length: 7 },
  {
    kind: "struct",
    name: "flags",
    size: 8,
    members: [
      { name: "plain", typeId: 1, bitOffset: 0, bitSize: 0 },
      { name: "narrow", typeId: 1, bitOffset: 35, bitSize: 3 },
    ],
  },
  { kind: "union", name: "either", size: 8, members: [{ name: "next", typeId: 2, bitOffset: 0, bitSize: 0 }] },
  { kind: "enum", name: "sign", size: 4, signed: true, enumerators: [{ name: "MINUS", value: -1n }] },
  { kind: "enum", name: "big", size: 8, signed: false, enumerators: [{ name: "TOP", value: 0xffff_ffff_0000_0001n }] },
  { kind: "enum", name: "low", size: 8, signed: true, enumerators: [{ name: "BOTTOM", value: -(1n << 63n) }] },
  { kind: "fwd", name: "hidden", of: "union" },
  { kind: "typedef", name: "number", typeId: 1 },
  { kind: "volatile", name: "", typeId: 1 },
  { kind: "const", name: "", typeId: 0 },
  { kind: "restrict", name: "", typeId: 2 },
  {
    kind: "func_proto",
    name: "",
    returnTypeId: 1,
    parameters: [
      { name: "first", typeId: 2 },
      { name: "", typeId: 0 },
    ],
  },
  { kind: "func", name: "main", linkage: "global", typeId: 15 },
  { kind: "var", name: "counter", linkage: "static", typeId: 1 },
  { kind: "datasec", name: ".data", size: 4, variables: [{ typeId: 17, offset: 0, size: 4 }] },
  { kind: "float", name: "double", size: 8 },
  { kind: "decl_tag", name: "tagged", typeId: 5, component: -1 },
  { kind: "type_tag", name: "user", typeId: 1 },
];

describe("Btf.parse", () => {
  it.each(EVERY_KIND.map((record, index) => [record.kind, record.name, index] as const))("reads back %s %s", (_kind, _name, index) => {
    const { btf } = build((builder) => EVERY_KIND.map((record) => builder.add(record)));
    expect(btf.type(index + 1)).toMatchObject(EVERY_KIND[index]!);
    expect(btf.endId).toBe(EVERY_KIND.length + 1);
  });

  it("gives the same object for the same number, and links by value", () => {
    const { btf } = build((builder) => EVERY_KIND.map((record) => builder.add(record)));
    const pointer = btf.byName("union", "either")?.members[0]?.type;
    expect(pointer).toBe(btf.type(2));
    expect(pointer?.kind === "ptr" && pointer.type).toBe(btf.type(1));
    expect(btf.byName("func", "main")?.type).toMatchObject({ kind: "func_proto", returnType: btf.type(1) });
  });

  it("reads blobs of either byte order, aligned or not", () => {
    const builder = new BtfBuilder();
    builder.int("long", 8);
    const little = builder.toBytes();
    const shifted = new Uint8Array(little.length + 1).subarray(1);
    shifted.set(little);
    expect(Btf.parse(shifted).type(1)).toMatchObject({ name: "long", size: 8 });
    expect(Btf.parse(bigEndian(little)).type(1)).toMatchObject({ name: "long", size: 8 });
  });

  it("finds the width of bit-fields written the old way in the int itself", () => {
    const { btf } = build((builder) => {
      builder.add({ kind: "int", name: "unsigned int", size: 4, signed: false, encoding: undefined, bits: 5, bitOffset: 2 });
      builder.typedef("five", 1);
      builder.struct("old", 4, [{ name: "bits", typeId: 2, bitOffset: 8 }]);
    });
    expect(btf.byName("struct", "old")?.members[0]).toMatchObject({ bitOffset: 10, bitSize: 5 });
  });

  it.each([
    ["too short", (bytes: Uint8Array) => bytes.subarray(0, 20), "header: 20 bytes where 24 are needed"],
    ["no magic", (bytes: Uint8Array) => bytes.fill(0, 0, 2), "header: not BTF (wrong magic)"],
    ["version 2", (bytes: Uint8Array) => bytes.fill(2, 2, 3), "header: unknown version 2"],
    ["cut off", (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1), /^string section: ends at byte/],
    ["string without an end", (bytes: Uint8Array) => bytes.fill(65, bytes.length - 1), "string section: last name has no end"],
    ["unknown kind", (bytes: Uint8Array) => bytes.fill(31, 31, 32), "type section: word 0: unknown kind 31"],
    ["type past the end", (bytes: Uint8Array) => bytes.fill(4, 31, 32).fill(9, 28, 29), /^type section: the last type needs 30 words of 4$/],
  ])("refuses a blob with %s", (_what, spoil, message) => {
    const builder = new BtfBuilder();
    builder.int("int", 4);
    expect(() => Btf.parse(spoil(builder.toBytes()))).toThrow(BtfError);
    expect(() => Btf.parse(spoil(builder.toBytes()))).toThrow(message);
  });

  it("refuses types and strings that aren't there when they are asked for", () => {
    const { btf } = build((builder) => builder.typedef("lost", 9));
    const lost = btf.byName("typedef", "lost");
    expect(() => lost?.type).toThrow("type 9: the blob ends at 2");
    expect(() => btf.type(-1)).toThrow(BtfError);
  });
});

describe("names", () => {
  const { btf } = build((builder) => {
    builder.int("same", 4);
    builder.struct("same", 0, []);
    builder.struct("same", 8, []);
    builder.typedef("samely", 1);
    builder.add({ kind: "enum", name: "", size: 4, signed: false, enumerators: [{ name: "LIMIT", value: 16n }] });
    builder.add({ kind: "enum", name: "wide", size: 8, signed: false, enumerators: [{ name: "HUGE", value: 1n << 40n }] });
  });

  it("finds the first of a kind, before and after it has built an index", () => {
    for (let round = 0; round < 30; round++) {
      expect(btf.byName("struct", "same")?.id).toBe(2);
      expect(btf.byName("int", "same")?.id).toBe(1);
      expect(btf.byName("enum", "wide")?.id).toBe(6);
      expect(btf.byName("union", "same")).toBeUndefined();
      expect(btf.byName("struct", "sam")).toBeUndefined();
      expect(btf.byName("typedef", "same")).toBeUndefined();
    }
  });

  it("finds names that are the end of others, few or many", () => {
    const builder = new BtfBuilder();
    builder.int("long_tail", 4);
    builder.struct("placeholder", 0, []);
    for (let letter = 0; letter < 20; letter++) builder.int(`${"abcdefghijklmnopqrst".charAt(letter)}_end`, 4);
    builder.int("end", 8);
    const bytes = builder.toBytes();
    // The second type's name begins inside the first one's.
    const view = new DataView(bytes.buffer);
    const second = 24 + 16;
    view.setUint32(second, view.getUint32(24, true) + "long_".length, true);
    const shared = Btf.parse(bytes);
    expect(shared.byName("struct", "tail")).toMatchObject({ id: 2, name: "tail" });
    expect(shared.byName("int", "tail")).toBeUndefined();
    expect(shared.byName("int", "end")).toMatchObject({ id: 23, size: 8 });
  });

  it("lists by kind and prefix", () => {
    expect(btf.names("struct")).toEqual(["same", "same"]);
    expect(btf.names("typedef", "same")).toEqual(["samely"]);
    expect(btf.names("typedef", "x")).toEqual([]);
    expect([...btf.named("typedef", "same")].map(([name, id]) => [name, btf.type(id).kind, btf.type(id).name])).toEqual([["samely", "typedef", "samely"]]);
    expect([...btf.types("struct")].map(({ size }) => size)).toEqual([0, 8]);
  });

  it("finds enumerators of any enum", () => {
    expect(btf.enumerator("LIMIT")).toBe(16n);
    expect(btf.enumerator("HUGE")).toBe(1n << 40n);
    expect(btf.enumerator("LIMI")).toBeUndefined();
  });
});

describe("split blobs", () => {
  const base = build((builder) => {
    builder.int("int", 4, { signed: true });
    builder.struct("shared", 4, [{ name: "value", typeId: 1, bitOffset: 0 }]);
    return builder.string("shared");
  });
  const baseSize = 1 + "int\0shared\0value\0".length;

  /** A module's blob as the kernel makes it: numbers from 3, strings after the base's, none empty. */
  function moduleBytes(): Uint8Array {
    const builder = new BtfBuilder();
    builder.typedef("own", 2);
    builder.typedef("placeholder", 3);
    const bytes = builder.toBytes();
    const view = new DataView(bytes.buffer);
    view.setUint32(24, baseSize + view.getUint32(24, true), true);
    view.setUint32(36, base.ids, true);
    return bytes;
  }

  it("continue the numbers and strings of their base", () => {
    const split = Btf.parse(moduleBytes(), base.btf);
    expect([split.firstId, split.endId]).toEqual([3, 5]);
    expect(split.type(3)).toMatchObject({ kind: "typedef", name: "own", typeId: 2 });
    expect(split.type(4)).toMatchObject({ kind: "typedef", name: "shared", typeId: 3 });
    expect(skipModifiers(split.type(4))).toBe(base.btf.type(2));
  });

  it("look names up in themselves first, then in their base", () => {
    const split = Btf.parse(moduleBytes(), base.btf);
    for (let round = 0; round < 30; round++) {
      expect(split.byName("typedef", "shared")?.id).toBe(4);
      expect(split.byName("struct", "shared")?.id).toBe(2);
      expect(split.byName("struct", "own")).toBeUndefined();
    }
    expect(split.names("typedef")).toEqual(["own", "shared"]);
  });
});

describe("sizeOf and skipModifiers", () => {
  const { btf } = build((builder) => {
    builder.int("int", 4);
    builder.typedef("number", 1);
    builder.add({ kind: "const", name: "", typeId: 2 });
    builder.array(3, 3, 1);
    builder.array(4, 2, 1);
    builder.pointer(0);
    builder.typedef("loop", 8);
    builder.add({ kind: "const", name: "", typeId: 7 });
    builder.array(9, 2, 1);
    builder.array(1, 0, 1);
  });

  it("answer through typedefs, qualifiers and arrays of arrays", () => {
    expect([3, 4, 5, 6, 10].map((id) => sizeOf(btf.type(id)))).toEqual([4, 12, 24, 8, 0]);
    expect(sizeOf(btf.type(0))).toBeUndefined();
    expect(skipModifiers(btf.type(3))).toBe(btf.type(1));
  });

  it("refuse circles", () => {
    expect(() => skipModifiers(btf.type(7))).toThrow("type 7: typedefs and qualifiers go in a circle");
    expect(() => sizeOf(btf.type(9))).toThrow("type 9: arrays go in a circle");
  });
});

/** Swaps the header's and the type section's words of a blob. */
function bigEndian(little: Uint8Array): Uint8Array {
  const bytes = little.slice();
  const from = new DataView(little.buffer, little.byteOffset);
  const to = new DataView(bytes.buffer);
  to.setUint16(0, from.getUint16(0, true), false);
  const wordsEnd = 24 + from.getUint32(12, true);
  for (let at = 4; at < wordsEnd; at += 4) to.setUint32(at, from.getUint32(at, true), false);
  return bytes;
}
