import { describe, expect, it } from "vitest";
import { Dwarf, ElfFile, FILE_INDEX, NameIndex, bytesSource, statementsIn, statementsOf, Symbolizer, unitsOfFile } from "../src/index.js";
import { expected, fixtureBytes, lineOf, openDwarf, openElf } from "./fixture.js";

const isProgram = (path: string): boolean => path.endsWith("/program.c");

describe("statements", () => {
  it.each(["o0-dwarf4", "o0-dwarf5", "clang-dwarf4"])("of a function of %s are those of its lines, in order", (fixture) => {
    const body = openDwarf(fixture).functions("add_shape")[0]!.bodies[0]!;
    const lines = statementsIn(body).map(({ line }) => line);
    const first = lineOf("int add_shape");
    expect(lines.slice(0, 3)).toEqual([first, first + 1, first + 2]);
    // Not all compilers call the closing brace a statement.
    expect([...new Set(lines)].filter((line) => line !== first + 4).sort()).toEqual([first, first + 1, first + 2, first + 3]);
    expect(statementsIn(body)[0]?.address).toBe(body.entry);
    expect(statementsIn(body, { first: first + 2, last: first + 3 }).every(({ line }) => line === first + 2 || line === first + 3)).toBe(true);
    expect(statementsIn(body, { first: 1, last: 2 })).toEqual([]);
  });

  it("of a function aren't those of copies in it", () => {
    const dwarf = openDwarf("o2-dwarf5-pie");
    const body = dwarf.functions("measure_shape")[0]!.bodies[0]!;
    const copied = lineOf("// scale");
    expect(statementsIn(body).map(({ line }) => line)).not.toContain(copied);
    const all = statementsOf(dwarf, isProgram, { first: copied, last: copied + 1 });
    expect(all.length).toBeGreaterThan(0);
    for (const { address } of all) expect(dwarf.functions("scale")[0]!.inlined().some(({ ranges }) => ranges.some(({ low, high }) => address >= low && address < high))).toBe(true);
    expect(statementsOf(dwarf, (path) => path.endsWith("/nonesuch.c"), { first: 1, last: 1000 })).toEqual([]);
  });

  it("of a file are found by an index that is made for files that no unit is called after, and kept", () => {
    const dwarf = openDwarf("o2-dwarf5-pie");
    expect(unitsOfFile(dwarf, isProgram)).toHaveLength(1);
    expect(dwarf.keptFileIndex()).toBeUndefined();
    expect(unitsOfFile(dwarf, (path) => path.endsWith("/stdio2.h"))).toEqual([]);
    const kept = dwarf.keptFileIndex();
    expect([...kept!.names()].filter(isProgram)).toEqual(["/fixture/program.c"]);
    const again = Dwarf.open(openElf("o2-dwarf5-pie"), { indexes: { read: (kind) => (kind === FILE_INDEX ? NameIndex.fromBytes(kind, kept!.toBytes()) : undefined), keep: () => expect.unreachable() } });
    expect(unitsOfFile(again, isProgram).map(({ path }) => path)).toEqual(["/fixture/program.c"]);
    expect(unitsOfFile(again, (path) => path.endsWith("/stdlib.h"))).toEqual([]);
  });

  it("are where addr2line agrees that they are", () => {
    const dwarf = openDwarf("o0-dwarf5");
    const rows = statementsOf(dwarf, isProgram, { first: 1, last: 1000 });
    const known = new Map(expected["o0-dwarf5"]!.lines);
    const compared = rows.filter(({ address }) => known.has(`0x${address.toString(16)}`));
    expect(compared.length).toBeGreaterThan(5);
    for (const { address, file, line } of compared) expect(`${file}:${line}`).toBe(known.get(`0x${address.toString(16)}`));
    expect(rows.map(({ address }) => address)).toEqual(rows.map(({ address }) => address).sort((a, b) => (a < b ? -1 : 1)));
  });
});

describe("names of addresses", () => {
  it("are symbols with offsets, and lines", () => {
    const dwarf = openDwarf("o0-dwarf4");
    const body = dwarf.functions("one_line")[0]!.bodies[0]!;
    expect(new Symbolizer(dwarf.file, dwarf).name(body.entry! + 1n)).toMatchObject({ symbol: "one_line", offset: 1, source: { file: "/fixture/program.c", line: lineOf("int one_line") } });
    expect(new Symbolizer(dwarf.file).name(body.entry!)).toMatchObject({ symbol: "one_line", offset: 0, source: undefined });
    expect(new Symbolizer(dwarf.file, dwarf).name(0x10n)).toMatchObject({ symbol: undefined, offset: 0, source: undefined });
  });

  it("are those of the linkage table", () => {
    const library = openElf("library.so");
    const [[address, name]] = expected["library.so"]!.plt as [[string, string]];
    expect(new Symbolizer(library).name(BigInt(address) + 4n)).toMatchObject({ symbol: `${name}@plt`, offset: 4 });
  });

  it("of a stripped program come from the file that has its symbols", () => {
    const stripped = ElfFile.open(bytesSource(fixtureBytes("split")));
    const dwarf = Dwarf.open(openElf("split.debug"), { program: stripped });
    const { entry } = dwarf.functions("measure_shape")[0]!.bodies[0]!;
    expect(new Symbolizer(stripped).name(entry!).symbol).toBeUndefined();
    expect(new Symbolizer(stripped, dwarf).name(entry!)).toMatchObject({ symbol: "measure_shape", offset: 0 });
  });
});
