import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alternateLinkOf, buildIdOf, bytesSource, debugLinkOf, Dwarf, ElfError, ElfFile, pltEntriesOf, printLocation, sdtNotesOf } from "../src/index.js";
import { fixtureBytes, registerName } from "./fixture.js";

const FIXTURES = ["o2-dwarf4", "o2-dwarf5-pie", "clang-dwarf5", "o2-object.o", "library.so", "marks", "shared-one", "rust.o"];

/** Runs `use`; the only way it may fail is with an `ElfError` that says what and where. */
function allow<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    expect(error.message).toMatch(/\S.*: \S/);
    return undefined;
  }
}

/** Asks everything there is to ask. */
function exercise(bytes: Uint8Array): void {
  const file = allow(() => ElfFile.open(bytesSource(bytes)));
  if (file === undefined) return;
  allow(() => [...(file.symbols()?.list() ?? [])]);
  allow(() => [...(file.dynamicSymbols()?.list() ?? [])]);
  allow(() => file.symbols()?.at(0x1150n));
  for (const read of [buildIdOf, debugLinkOf, alternateLinkOf, pltEntriesOf, (each: ElfFile) => [...sdtNotesOf(each)]]) allow(() => read(file));
  const dwarf = allow(() => Dwarf.open(file));
  if (dwarf === undefined) return;
  allow(() => dwarf.unitAt(0x1150n)?.lines()?.at(0x1150n));
  allow(() => dwarf.frames().frameAddress(0x1150n));
  for (const unit of allow(() => dwarf.units()) ?? []) {
    allow(() => [unit.name, unit.producer, unit.ranges()]);
    allow(() => unit.lines()?.rows());
  }
  for (const name of allow(() => [...dwarf.functionNames()]) ?? []) {
    for (const each of allow(() => dwarf.functions(name)) ?? []) {
      allow(() => [each.source, each.linkageName, each.isExternal]);
      for (const scope of allow(() => [...each.bodies, ...each.inlined()]) ?? []) {
        allow(() => [scope.callSites(), scope.labels(), scope.inlinedCalls(), scope.prologueEnd]);
        const { entry } = allow(() => ({ entry: scope.entry })) ?? {};
        if (entry === undefined) continue;
        for (const variable of allow(() => scope.variablesAt(entry)) ?? []) {
          allow(() => [variable.name, variable.type?.name]);
          allow(() => printLocation(variable.at(entry), registerName));
        }
      }
    }
  }
}

/** Where a file's debug information is: changes there get further than changes in code. */
function interesting(bytes: Uint8Array): readonly (readonly [number, number])[] {
  const { sections } = ElfFile.open(bytesSource(bytes));
  const wanted = sections.filter(({ name, size }) => size > 0 && /^\.(debug|eh_frame|symtab|dynsym|note|gnu|rela)/.test(name));
  return [...wanted.map(({ offset, size }) => [offset, size] as const), [0, 64], [bytes.length - 64 * sections.length, 64 * sections.length]];
}

describe("malformed files", () => {
  it.each(FIXTURES)("%s with bytes changed, or cut off, is answered or refused with what and where, and always ends", (name) => {
    const bytes = fixtureBytes(name);
    const places = interesting(bytes);
    const change = fc.record({ place: fc.nat(places.length - 1), at: fc.double({ min: 0, max: 0.999999, noNaN: true }), value: fc.nat(255) });
    const cut = fc.option(fc.nat(bytes.length), { freq: 8 });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), cut, (changes, length) => {
        const changed = Uint8Array.from(bytes);
        for (const { place, at, value } of changes) {
          const [offset, size] = places[place]!;
          changed[offset + Math.floor(at * size)] = value;
        }
        exercise(length === null ? changed : changed.subarray(0, length));
      }),
      { numRuns: 250, seed: 11 },
    );
  });

  it("whole, they are answered", () => {
    for (const name of FIXTURES) exercise(fixtureBytes(name));
  });
});
