import { type CodeScope, type Dwarf, type DwarfFunction, type LineRow, type LineSpan, ownerOf, type SourceLine, statementsIn, statementsOfUnit, unitsOfFile } from "@tapset/elf";
import { globMatcher, isPattern } from "./glob.js";
import type { SourceLines, SourcePattern } from "./source-pattern.js";

/** A place in code, by where it comes from in the source. */
export interface SourcePlace {
  /** The function, or the copy of one, whose code it is. */
  readonly code: CodeScope;
  /** In the file. */
  readonly address: bigint;
  readonly source: SourceLine | undefined;
}

/** The functions that a pattern's name and file mean. */
export function sourceFunctions(dwarf: Dwarf, { name, file, isFile }: SourcePattern): readonly DwarfFunction[] {
  const isOurs = (each: DwarfFunction): boolean => file === undefined || isFile(each.source?.file ?? "");
  if (!isPattern(name)) return dwarf.functions(name).filter(isOurs);
  const matches = globMatcher(name);
  if (file === undefined) return [...dwarf.functionNames()].filter(matches).flatMap((each) => dwarf.functions(each));
  return unitsOfFile(dwarf, isFile).flatMap((unit) => dwarf.functionsOf(unit).filter((each) => matches(each.name) && isOurs(each)));
}

/** Where a function's code begins, of the kinds that are wanted: its own, and copies in others. */
export function functionBeginnings(each: DwarfFunction, kinds: { readonly bodies: boolean; readonly copies: boolean }): readonly SourcePlace[] {
  const scopes = [...(kinds.bodies ? each.bodies : []), ...(kinds.copies ? each.inlined() : [])];
  const { source } = each;
  return scopes.flatMap((code) => (code.entry === undefined ? [] : [{ code, address: code.entry, source }]));
}

/** Whether one of the lines is a function's: from where it's declared to its last statement. */
export function spansLines(each: DwarfFunction, lines: SourceLines): boolean {
  const { source } = each;
  if (source === undefined || lines.kind !== "absolute") return lines.kind !== "absolute";
  const spans = lines.spans.filter(({ last }) => last >= source.line);
  if (spans.some(({ first }) => first <= source.line)) return true;
  const first = Math.min(...spans.map((span) => span.first));
  // Of a function with thousands of copies the first that has the line is enough.
  const reaches = (code: CodeScope): boolean => statementsIn(code).some(({ line }) => line >= first);
  return spans.length > 0 && (each.bodies.some(reaches) || each.inlined().some(reaches));
}

/** What the statements of some lines came to. */
export interface FoundStatements {
  readonly places: readonly SourcePlace[];
  /** Lines with code of the functions that were looked at, ascending: what may have been meant where there are no places. */
  readonly known: readonly number[];
}

/** Where the statements of a pattern's lines begin: one place for each line in each function or copy of one. */
export function statementPlaces(dwarf: Dwarf, pattern: SourcePattern, isNearest: boolean): FoundStatements {
  const { name, lines = { kind: "all" } } = pattern;
  // Who writes no name means the lines themselves, whichever function they are in.
  const found = name === "*" && lines.kind === "absolute" ? linesOfFile(dwarf, pattern) : linesOfFunctions(dwarf, pattern);
  const known = [...new Set(found.map(({ row }) => row.line))].sort((a, b) => a - b);
  const wanted = found.filter(({ code, row }) => spansOf(lines, code, isNearest ? known : undefined).some(({ first, last }) => row.line >= first && row.line <= last));
  const first = new Map<string, SourcePlace>();
  for (const { code, row } of wanted) {
    const key = `${code.die.offset} ${row.line}`;
    const before = first.get(key);
    if (before === undefined || row.address < before.address) first.set(key, { code, address: row.address, source: { file: row.file, line: row.line } });
  }
  return { places: [...first.values()], known };
}

interface OwnedRow {
  readonly code: CodeScope;
  readonly row: LineRow;
}

function linesOfFunctions(dwarf: Dwarf, pattern: SourcePattern): readonly OwnedRow[] {
  const functions = sourceFunctions(dwarf, pattern);
  return functions.flatMap((each) => [...each.bodies, ...each.inlined()].flatMap((code) => statementsIn(code).map((row) => ({ code, row }))));
}

/** What lies within a few lines of the wanted, for suggestions and `.nearest`. */
const NEIGHBOURHOOD = 50;

function linesOfFile(dwarf: Dwarf, { isFile, lines }: SourcePattern): readonly OwnedRow[] {
  const spans = lines?.kind === "absolute" ? lines.spans : [];
  const around: LineSpan = { first: Math.min(...spans.map(({ first }) => first)) - NEIGHBOURHOOD, last: Math.max(...spans.map(({ last }) => last)) + NEIGHBOURHOOD };
  return unitsOfFile(dwarf, isFile).flatMap((unit) => {
    const rows = statementsOfUnit(unit, isFile, around);
    const bodies = rows.length === 0 ? [] : dwarf.functionsOf(unit).flatMap((each) => each.bodies);
    return rows.flatMap((row): OwnedRow[] => {
      const body = bodies.find((each) => each.covers(row.address));
      const code = body && ownerOf(body, row);
      return code === undefined ? [] : [{ code, row }];
    });
  });
}

/** The lines that are wanted of a function. With `known` each line is the next one that has code. */
function spansOf(lines: SourceLines, { source }: CodeScope, known: readonly number[] | undefined): readonly LineSpan[] {
  if (lines.kind === "all") return [{ first: 0, last: Infinity }];
  const spans = lines.kind === "absolute" ? lines.spans : [{ first: (source?.line ?? 0) + lines.distance, last: (source?.line ?? 0) + lines.distance }];
  if (known === undefined || known.length === 0) return spans;
  return spans.map((span) => (span.first === span.last ? single(nearest(known, span.first)) : span));
}

const single = (line: number): LineSpan => ({ first: line, last: line });

function nearest(known: readonly number[], line: number): number {
  return known.reduce((best, each) => (Math.abs(each - line) < Math.abs(best - line) ? each : best));
}
