import { describe, expect, it } from "vitest";
import { expected, fixturesWith, lineOf, openDwarf } from "./fixture.js";

describe("lines", () => {
  it.each(fixturesWith("lines"))("of %s are those that addr2line gives for addresses all over the code", (name) => {
    const dwarf = openDwarf(name);
    const ours = expected[name]!.lines.map(([address]) => {
      const row = dwarf.unitAt(BigInt(address))?.lines()?.at(BigInt(address));
      return [address, row === undefined ? "??:0" : `${row.file}:${row.line === 0 ? "?" : row.line}`];
    });
    expect(ours).toEqual(expected[name]!.lines);
  });

  it("are none outside the code", () => {
    const dwarf = openDwarf("o2-dwarf4");
    expect(dwarf.unitAt(0x10n)).toBeUndefined();
    expect(dwarf.units()[0]?.lines()?.at(0x10n)).toBeUndefined();
  });

  it.each(fixturesWith("lines"))("of %s name the path that their unit has", (name) => {
    for (const unit of openDwarf(name).units()) expect([unit.path, unit.path.endsWith(unit.name)]).toEqual([unit.name.startsWith("/") ? unit.name : `${unit.folder}/${unit.name}`, true]);
  });

  it("name the files of a unit", () => {
    const lines = openDwarf("o0-dwarf5").units()[0]!.lines()!;
    expect([...lines.rows().files].map((number) => lines.filePath(number))).toContain("/fixture/program.c");
    expect(lines.filePath(999)).toBe("?");
  });

  it.each(["o0-dwarf4", "o0-dwarf5", "clang-dwarf4"])("of %s tell where a function's prologue ends", (name) => {
    const [add] = openDwarf(name).functions("add_shape");
    const [body] = add!.bodies;
    const row = body!.die.unit.lines()!.at(body!.prologueEnd!);
    expect(body!.prologueEnd).toBeGreaterThan(body!.entry!);
    expect(row?.line).toBe(lineOf("total += amount"));
  });
});
