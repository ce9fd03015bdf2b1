import { CodeScope } from "./code-scope.js";
import { TAG } from "./codes.js";
import type { Dwarf } from "./dwarf.js";
import { indexedUnits } from "./file-index.js";
import { LINE_ROW } from "./line-program.js";
import type { LineRow, LineTable } from "./line-table.js";
import { isWithin } from "./ranges.js";
import type { Unit } from "./unit.js";

/** Lines from `first` to `last`, both included. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

/**
 * Where the statements of a function's own lines begin, ascending: one address for each run of code that comes from one line. What
 * lies in copies of other functions is theirs, but for the line that calls them.
 *
 * @param span all lines when it's left out
 */
export function statementsIn(scope: CodeScope, span?: LineSpan): LineRow[] {
  const lines = scope.die.unit.lines();
  const { source } = scope;
  if (lines === undefined || source === undefined) return [];
  const isOwn = (row: LineRow): boolean => ownerOf(scope, row)?.die.offset === scope.die.offset;
  return beginnings(lines, (path) => path === source.file, span).filter((row) => isWithin(scope.ranges, row.address) && isOwn(row));
}

/** Where the statements of a file's lines begin, in all code that comes from it: functions, and copies of them anywhere. */
export function statementsOf(dwarf: Dwarf, isFile: (path: string) => boolean, span: LineSpan): LineRow[] {
  return sorted(unitsOfFile(dwarf, isFile).flatMap((unit) => statementsOfUnit(unit, isFile, span)));
}

/** Where the statements of a file's lines begin in the code of one unit. */
export function statementsOfUnit(unit: Unit, isFile: (path: string) => boolean, span: LineSpan): LineRow[] {
  const lines = unit.lines();
  return lines === undefined ? [] : beginnings(lines, isFile, span);
}

/**
 * The function that a line's code at its address belongs to: the innermost there, or the one around it that calls it in that line. undefined
 * where that is the one around `scope`.
 */
export function ownerOf(scope: CodeScope, { address, file, line }: LineRow): CodeScope | undefined {
  const around = scope.scopesAt(address).flatMap((die) => (die.tag === TAG.lexical_block ? [] : [die.offset === scope.die.offset ? scope : new CodeScope(die, scope.frame)]));
  const called = around.findIndex(({ callSource }) => callSource?.line === line && callSource.file === file);
  return around[called < 0 ? around.length - 1 : called - 1];
}

/** The units whose code comes from a file: those that are its own or, where it's one that others include, all that have code of it. */
export function unitsOfFile(dwarf: Dwarf, isFile: (path: string) => boolean): readonly Unit[] {
  const kept = dwarf.keptFileIndex();
  if (kept === undefined) {
    const own = dwarf.units().filter((unit) => unit.header.type === undefined && isFile(unit.path));
    if (own.length > 0) return own;
  }
  return indexedUnits(dwarf, kept ?? dwarf.fileIndex(), isFile);
}

/** The rows that begin a run of code from one line of the wanted. */
function beginnings(lines: LineTable, isFile: (path: string) => boolean, span: LineSpan | undefined): LineRow[] {
  const rows = lines.rows();
  // A table names ten times as many files as it has rows of.
  const wanted = new Set([...new Set(rows.files)].filter((number) => isFile(lines.filePath(number))));
  if (wanted.size === 0) return [];
  const found: LineRow[] = [];
  for (let sequence = 0; sequence + 1 < rows.sequences.length; sequence++) {
    const first = rows.sequences[sequence]!;
    // The last row of a sequence is its end.
    for (let index = first; index < rows.sequences[sequence + 1]! - 1; index++) {
      const line = rows.lines[index]!;
      const isWanted = line !== 0 && wanted.has(rows.files[index]!) && (span === undefined || (line >= span.first && line <= span.last));
      if (!isWanted || (rows.flags[index]! & LINE_ROW.statement) === 0) continue;
      const continues = index > first && rows.lines[index - 1] === line && rows.files[index - 1] === rows.files[index] && (rows.flags[index - 1]! & LINE_ROW.statement) !== 0;
      if (!continues) found.push(lines.row(index));
    }
  }
  return sorted(found);
}

/** Several lines may begin at one address: an optimising compiler leaves no code of all but the last, but who stops there stops at all of them. */
function sorted(rows: readonly LineRow[]): LineRow[] {
  const distinct = new Map(rows.map((row) => [`${row.address} ${row.line} ${row.file}`, row]));
  return [...distinct.values()].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}
