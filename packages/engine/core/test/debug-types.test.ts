import { readFileSync } from "node:fs";
import { type CType, memberNames, printType, resolvePath, scalarOf, sizeOf } from "@tapset/btf";
import { bytesSource, Dwarf, ElfFile } from "@tapset/elf";
import { describe, expect, it } from "vitest";
import { debugTypes } from "../src/index.js";

const fixtures = new URL("../../elf/test/fixtures/built/", import.meta.url);
const open = (name: string): Dwarf => Dwarf.open(ElfFile.open(bytesSource(readFileSync(new URL(name, fixtures)))));

/** The types of a function's parameters in a fixture. */
function parameterTypes(fixture: string, name: string) {
  const parameters = open(fixture).functions(name)[0]!.bodies[0]!.parameters();
  const types = debugTypes(parameters.map(({ type }) => type));
  return { btf: types.btf, of: (parameter: string): CType => types.btf.type(types.typeId(parameters.find((each) => each.name === parameter)?.type)) };
}

describe.each(["o0-dwarf4", "o0-dwarf5", "o2-dwarf4", "o2-dwarf5-pie", "clang-dwarf4", "clang-dwarf5", "o2-object.o"])("types of %s", (fixture) => {
  const { btf, of } = parameterTypes(fixture, "add_shape");
  const shape = btf.byName("struct", "shape")!;

  it("are written as in the source", () => {
    expect(["shape", "amount", "tag"].map((name) => printType(of(name)))).toEqual(["struct shape *", "word", "char"]);
    expect(sizeOf(of("amount"))).toBe(8);
    expect(scalarOf(of("tag"))).toMatchObject({ size: 1, signed: true });
  });

  it("have members where the compiler has put them", () => {
    expect(shape.size).toBe(72);
    expect(memberNames(shape)).toEqual(["name", "corners", "kind", "level", "rest", "colour", "area", "ratio", "next", "measure"]);
    const places = shape.members.map(({ name, bitOffset, bitSize }) => [name, bitOffset, bitSize]);
    expect(places).toEqual([
      ["name", 0, 0],
      ["corners", 64, 0],
      ["kind", 320, 3],
      ["level", 323, 5],
      ["rest", 328, 24],
      ["colour", 352, 0],
      ["", 384, 0],
      ["next", 448, 0],
      ["measure", 512, 0],
    ]);
    expect(sizeOf(shape.members[1]!.type)).toBe(32);
    expect(printType(shape.members.at(-1)!.type)).toBe("int (*)(struct shape *, int)");
  });

  it("can be followed through pointers, arrays and bit-fields", () => {
    const path = (...names: readonly (string | number)[]) =>
      resolvePath(btf, of("shape"), names.map((name) => (typeof name === "string" ? { kind: "member", name } : { kind: "index", value: name })));
    expect(path("next", "corners", 2, "y")).toMatchObject({ ok: true, accesses: [{ offset: 56 }, { offset: 28, scalar: { size: 4, signed: true } }] });
    const level = path("level");
    expect(level.ok && level.accesses[0]?.scalar).toMatchObject({ signed: true, bitField: { bitOffset: 3, bitSize: 5 } });
    expect(path("area")).toMatchObject({ ok: true, accesses: [{ offset: 48 }] });
    expect(path("nonesuch")).toMatchObject({ ok: false, problem: "no-member" });
  });

  it("have enumerators", () => {
    expect(btf.byName("enum", "colour")?.enumerators.map(({ name, value }) => [name, value])).toEqual([
      ["RED", 1n],
      ["GREEN", 2n],
      ["BLUE", 40n],
    ]);
  });
});

describe("types of other languages", () => {
  it("have the members of their base classes", () => {
    const { btf, of } = parameterTypes("scopes", "get");
    const thing = btf.byName("struct", "Thing")!;
    expect(memberNames(thing)).toEqual(["base_value", "value"]);
    expect(resolvePath(btf, of("this"), [{ kind: "member", name: "base_value" }])).toMatchObject({ ok: true, accesses: [{ offset: 0 }] });
    expect(resolvePath(btf, of("this"), [{ kind: "member", name: "value" }])).toMatchObject({ ok: true, accesses: [{ offset: 4 }] });
  });

  it("of Rust are read too", () => {
    const { btf } = parameterTypes("rust.o", "hit");
    expect(btf.byName("struct", "Counter")?.members.map(({ name, type }) => [name, type.name]).sort()).toEqual([
      ["hits", "u32"],
      ["limit", "u64"],
    ]);
  });
});

it("nothing is void", () => {
  const types = debugTypes([undefined]);
  expect(types.btf.type(types.typeId(undefined)).kind).toBe("void");
});
