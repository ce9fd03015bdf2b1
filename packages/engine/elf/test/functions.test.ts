import { describe, expect, it } from "vitest";
import { Dwarf, DwarfError, FUNCTION_INDEX, NameIndex } from "../src/index.js";
import { lineOf, openDwarf, openElf } from "./fixture.js";

const PROGRAM = ["add_shape", "main", "measure_shape", "one_line"];

describe("functions", () => {
  it.each([
    ["o0-dwarf4", [...PROGRAM, "scale"]],
    ["o0-dwarf5", [...PROGRAM, "scale"]],
    ["o2-dwarf4", [...PROGRAM, "scale"]],
    ["o2-dwarf5-pie", [...PROGRAM, "scale"]],
    ["o2-compressed", [...PROGRAM, "scale"]],
    ["o2-object.o", [...PROGRAM, "scale"]],
    ["clang-dwarf4", [...PROGRAM, "scale"]],
    ["clang-dwarf5", [...PROGRAM, "scale"]],
    ["library.so", ["make", "maybe", "twice_new", "twice_old"]],
    ["scopes", ["get", "main", "over"]],
    ["rust.o", ["first", "hit"]],
  ])("of %s are found by name", (name, names) => {
    const dwarf = openDwarf(name);
    expect([...dwarf.functionNames()]).toEqual(names);
    expect(names.map((each) => dwarf.functions(each)[0]?.name)).toEqual(names);
    expect(dwarf.functions("nonesuch")).toEqual([]);
  });

  it("are where the symbols of the same names are", () => {
    const dwarf = openDwarf("o2-dwarf5-pie");
    for (const name of PROGRAM) {
      const [symbol] = dwarf.file.symbols()!.find(name);
      expect(dwarf.functions(name)[0]?.bodies.map(({ entry }) => entry)).toEqual([symbol?.address]);
    }
  });

  it("are relocated in an object", () => {
    const dwarf = openDwarf("o2-object.o");
    for (const name of PROGRAM) {
      const [symbol] = dwarf.file.symbols()!.find(name);
      expect(dwarf.functions(name)[0]?.bodies.map(({ entry }) => entry)).toEqual([symbol?.address]);
    }
    expect(dwarf.units()[0]?.name).toBe("program.c");
  });

  it("of one name may be several", () => {
    const over = openDwarf("scopes").functions("over");
    expect(over.map(({ linkageName }) => linkageName).sort()).toEqual(["_ZN5outer4overERKNS_5ThingE", "_ZN5outer4overEi"]);
  });

  it("know where they are declared and whether others can call them", () => {
    const dwarf = openDwarf("o2-dwarf4");
    expect(dwarf.functions("scale")[0]).toMatchObject({ isExternal: false, source: { file: "/fixture/program.c", line: lineOf("static inline int scale") } });
    expect(dwarf.functions("add_shape")[0]).toMatchObject({ isExternal: true, source: { line: lineOf("int add_shape") } });
  });

  it("tell what they call", () => {
    const calls = (name: string) => openDwarf("o2-dwarf5-pie").functions(name)[0]!.bodies.flatMap((body) => body.callSites().map(({ callee }) => callee?.name));
    expect(calls("main")).toEqual(expect.arrayContaining(["add_shape", "one_line"]));
    expect(calls("add_shape")).toEqual(expect.arrayContaining(["puts", undefined]));
  });

  it("tell which copies of others they have, and their labels", () => {
    const [measure] = openDwarf("o0-dwarf5").functions("measure_shape");
    expect(measure!.bodies[0]!.labels().map(({ name, line }) => [name, line])).toEqual([["negative", lineOf("// label")]]);
    expect(measure!.bodies[0]!.inlinedCalls()).toEqual([]);
    const [optimized] = openDwarf("o2-dwarf4").functions("measure_shape");
    expect(new Set(optimized!.bodies[0]!.inlinedCalls().map(({ name }) => name))).toEqual(new Set(["scale"]));
  });

  it("are kept in an index that can be written and read", () => {
    const dwarf = openDwarf("o2-dwarf4");
    const bytes = dwarf.functionIndex().toBytes();
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    const kept = NameIndex.fromBytes(FUNCTION_INDEX, shifted.subarray(1));
    expect([...kept.names()]).toEqual([...dwarf.functionIndex().names()]);
    expect(kept.infoSize).toBe(dwarf.sections.info.size);
    const again = Dwarf.open(openElf("o2-dwarf4"), { indexes: { read: () => kept, keep: () => expect.unreachable() } });
    expect(again.functions("scale")[0]?.inlined().length).toBe(dwarf.functions("scale")[0]?.inlined().length);
    expect(() => NameIndex.fromBytes(FUNCTION_INDEX, bytes.subarray(0, bytes.length - 3))).toThrow(DwarfError);
    expect(() => NameIndex.fromBytes(FUNCTION_INDEX, new Uint8Array(64))).toThrow("function index: not one of this format");
  });

  it("are not to be had of a file without debug information", () => {
    expect(Dwarf.isIn(openElf("split"))).toBe(false);
    expect(() => Dwarf.open(openElf("split"))).toThrow("no .debug_info section: the file has no debug information");
  });
});
