import { describe, expect, it } from "vitest";
import { alternateLinkOf, buildIdOf, bytesSource, debugLinkOf, ElfError, ElfFile, type ElfSymbol, pltEntriesOf } from "../src/index.js";
import { expected, fixtureBytes, fixturesWith, openElf } from "./fixture.js";

const TYPES: Readonly<Record<string, string>> = { none: "NOTYPE", function: "FUNC", object: "OBJECT", tls: "TLS", section: "SECTION", file: "FILE" };

/** What a library's versions define is written in two ways. */
const VERSIONS: ReadonlySet<string> = new Set(["FIRST", "SECOND"]);

/** A symbol as readelf writes it. */
function row({ address, size, type, binding, isDefined, name, version, isDefaultVersion }: ElfSymbol) {
  const written = version === undefined ? name : `${name}${isDefaultVersion ? "@@" : "@"}${version}`;
  return [`0x${address.toString(16)}`, size, TYPES[type], binding.toUpperCase(), isDefined, written];
}

/** readelf adds versions' numbers, and names sections by the section. */
function cleaned(rows: (typeof expected)[string]["symbols"]) {
  return rows
    .filter(([, , type, , , name]) => type !== "SECTION" && !VERSIONS.has(name))
    .map(([address, size, type, binding, section, name]) => [address, size, type, binding, section !== "UND", name]);
}

describe("an ELF file", () => {
  it.each(fixturesWith("symbols").filter((name) => !name.endsWith(".o")))("%s has the symbols that readelf shows", (name) => {
    const file = openElf(name);
    const dynamic = [...(file.dynamicSymbols()?.list() ?? [])];
    const dynamicCount = dynamic.filter(({ name: each }) => !VERSIONS.has(each)).length;
    const all = [...(file.symbols()?.list() ?? [])];
    const ours = [...dynamic, ...all].filter(({ type, name: each }) => type !== "section" && each !== "" && !VERSIONS.has(each)).map(row);
    // In .symtab the linker has made the version a part of the name.
    expect(ours.map((each) => each.slice(0, 5))).toEqual(cleaned(expected[name]!.symbols).map((each) => each.slice(0, 5)));
    expect(ours.slice(0, dynamicCount).map((each) => each[5])).toEqual(cleaned(expected[name]!.symbols).slice(0, dynamicCount).map((each) => each[5]));
  });

  it.each(Object.keys(expected))("%s has the build-id that readelf shows", (name) => {
    expect(buildIdOf(openElf(name))).toBe(expected[name]!.buildId);
  });

  it.each(fixturesWith("plt"))("%s has the linkage table that objdump shows", (name) => {
    const entries = pltEntriesOf(openElf(name)).map((entry) => [`0x${entry.address.toString(16)}`, entry.name]);
    expect(entries.sort()).toEqual([...expected[name]!.plt].sort());
  });

  it("finds symbols by name, in all their versions", () => {
    const symbols = openElf("library.so").dynamicSymbols();
    expect(symbols?.find("twice").map(({ version, isDefaultVersion }) => [version, isDefaultVersion]).sort()).toEqual([
      ["FIRST", false],
      ["SECOND", true],
    ]);
    expect(symbols?.find("wice")).toEqual([]);
    expect(openElf("o0-dwarf4").symbols()?.find("measure_shape")[0]).toMatchObject({ binding: "local", type: "function" });
  });

  it("finds the symbol an address lies in", () => {
    const symbols = openElf("o0-dwarf4").symbols()!;
    const [main] = symbols.find("main");
    expect(symbols.at(main!.address + 5n)).toEqual({ symbol: main, offset: 5 });
    expect(symbols.at(main!.address + BigInt(main!.size) - 1n)?.symbol.name).toBe("main");
    expect(symbols.at(0x10n)).toBeUndefined();
    const [total] = symbols.find("total");
    expect(symbols.at(total!.address + 7n)).toEqual({ symbol: total, offset: 7 });
    expect(symbols.at(total!.address + BigInt(total!.size))?.symbol.name).not.toBe("total");
  });

  it("knows where in the file an address is, and back", () => {
    const file = openElf("library.so");
    const [make] = file.symbols()!.find("make");
    const offset = file.fileOffset(make!.address);
    expect(offset).toBe(Number(make!.address - file.section(".text")!.address) + file.section(".text")!.offset);
    expect(file.addressOf(offset!)).toBe(make!.address);
    expect(file.sectionAt(make!.address)?.section.name).toBe(".text");
    expect(file.fileOffset(file.section(".bss")!.address + 0x10_0000n)).toBeUndefined();
  });

  it("gives the sections of a relocatable file places that don't overlap", () => {
    const file = openElf("o2-object.o");
    const [add] = file.symbols()!.find("add_shape");
    const [main] = file.symbols()!.find("main");
    expect(file.sectionAt(add!.address)?.section.name).toBe(".text");
    expect(file.sectionAt(main!.address)?.section.name).toBe(".text.startup");
  });

  it("names the files that have its debug information", () => {
    expect(debugLinkOf(openElf("split"))?.fileName).toBe("split.debug");
    expect(debugLinkOf(openElf("o0-dwarf4"))).toBeUndefined();
    expect(alternateLinkOf(openElf("shared-one"))).toEqual({ path: "shared.dwz", buildId: buildIdOf(openElf("shared.dwz")) });
  });

  it("inflates compressed sections", () => {
    const [packed, plain] = [openElf("o2-compressed"), openElf("o2-dwarf5-pie")];
    expect(packed.section(".debug_info")!.size).toBeLessThan(plain.section(".debug_info")!.size);
    expect(packed.bytes(".debug_info")!.length).toBe(plain.bytes(".debug_info")!.length);
  });

  it("reads no more than it's asked for", () => {
    const bytes = fixtureBytes("o2-dwarf4");
    let read = 0;
    const file = ElfFile.open({ size: bytes.length, read: (offset, length) => ((read += length), bytes.subarray(offset, offset + length)) });
    expect(read).toBeLessThan(5000);
    expect(file.section(".debug_info")?.size).toBeGreaterThan(500);
  });

  it.each([
    ["not an ELF file", new Uint8Array(100), "header: not an ELF file"],
    ["too short", new Uint8Array(3), "header: 3 bytes where 64 are needed"],
    ["32-bit", Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 1, 1, ...new Array<number>(60).fill(0)]), "header: a 32-bit little-endian file where 64-bit little-endian ones are read"],
    ["cut off", fixtureBytes("o2-dwarf4").subarray(0, 3000), /^section headers?.*: ends at byte \d+ of 3000$/],
  ])("says what's wrong with one that is %s", (_, bytes, message) => {
    expect(() => ElfFile.open(bytesSource(bytes))).toThrow(ElfError);
    expect(() => ElfFile.open(bytesSource(bytes))).toThrow(message);
  });
});
