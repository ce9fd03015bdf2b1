import type { Dwarf } from "./dwarf.js";
import { LINE_ROW } from "./line-program.js";
import type { LineTable } from "./line-table.js";
import { type IndexEntry, type IndexKind, NameIndex } from "./name-index.js";
import type { Unit } from "./unit.js";

/** The units whose code comes from a source file, by its path: twice their place among the units, and one more for a unit whose own file it is. */
export const FILE_INDEX: IndexKind = { what: "file index", magic: 0x58494653 };

/** Runs the line programs of all units of a file. */
export function fileIndexOf(dwarf: Dwarf): NameIndex {
  const entries: IndexEntry[] = [];
  for (const [place, unit] of dwarf.units().entries()) {
    if (unit.header.type !== undefined) continue;
    entries.push({ name: unit.path, number: 2 * place + 1 });
    const lines = unit.readLines();
    if (lines !== undefined) for (const path of pathsWithCode(lines)) if (path !== unit.path) entries.push({ name: path, number: 2 * place });
  }
  return NameIndex.of(FILE_INDEX, entries, dwarf.sections.info.size);
}

/** The files that statements of a table come from. */
function pathsWithCode(lines: LineTable): ReadonlySet<string> {
  const { files, flags } = lines.rows();
  const used = new Set<number>();
  for (let index = 0; index < files.length; index++) if ((flags[index]! & LINE_ROW.statement) !== 0) used.add(files[index]!);
  return new Set([...used].map((number) => lines.filePath(number)));
}

/** The units whose code comes from a file: those that are its own or, where it's one that others include, all that have code of it. */
export function indexedUnits(dwarf: Dwarf, index: NameIndex, isFile: (path: string) => boolean): readonly Unit[] {
  const numbers = [...index.names()].filter(isFile).flatMap((path) => index.find(path));
  const own = numbers.filter((number) => number % 2 === 1);
  const places = new Set((own.length > 0 ? own : numbers).map((number) => number >>> 1));
  const units = dwarf.units();
  return [...places].sort((a, b) => a - b).flatMap((place) => units[place] ?? []);
}
