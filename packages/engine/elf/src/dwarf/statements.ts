import type { CodeScope } from "./code-scope.js";
import { TAG } from "./codes.js";
import type { Dwarf } from "./dwarf.js";
import { LINE_ROW } from "./line-program.js";
import type { LineRow, LineTable } from "./line-table.js";
import { isWithin } from "./ranges.js";

/** Lines from `first` to `last`, both included. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

/**
 * Where the statements of a function's own lines begin, ascending: one address for each run of code that comes from one line. What
 * lies in copies of other functions is theirs.
 *
 * @param span all lines when it's left out
 */
export function statementsIn(scope: CodeScope, span?: LineSpan): LineRow[] {
  const lines = scope.die.unit.lines();
  const { source } = scope;
  if (lines === undefined || source === undefined) return [];
  const isOwn = ({ address }: LineRow): boolean => {
    const innermost = scope.scopesAt(address).findLast(({ tag }) => tag !== TAG.lexical_block);
    return innermost?.offset === scope.die.offset;
  };
  return beginnings(lines, (path) => path === source.file, span).filter((row) => isWithin(scope.ranges, row.address) && isOwn(row));
}

/** Where the statements of a file's lines begin, in all code that comes from it: functions, and copies of them anywhere. */
export function statementsOf(dwarf: Dwarf, isFile: (path: string) => boolean, span: LineSpan): LineRow[] {
  const found = dwarf.units().flatMap((unit) => {
    const lines = unit.header.type === undefined ? unit.lines() : undefined;
    return lines === undefined ? [] : beginnings(lines, isFile, span);
  });
  return sorted(found);
}

/** The rows that begin a run of code from one line of the wanted. */
function beginnings(lines: LineTable, isFile: (path: string) => boolean, span: LineSpan | undefined): LineRow[] {
  const wanted = new Set(lines.fileNumbers.filter((number) => isFile(lines.filePath(number))));
  if (wanted.size === 0) return [];
  const rows = lines.rows();
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

/** Several lines may begin at one address, where all but the last have no code left. */
function sorted(rows: readonly LineRow[]): LineRow[] {
  const byAddress = new Map(rows.map((row) => [row.address, row]));
  return [...byAddress.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}
