import type { Cursor } from "../cursor.js";
import { type LineHeader, readLineHeader } from "./line-header.js";
import { LINE_ROW, runLineProgram } from "./line-program.js";
import type { Unit } from "./unit.js";

/** A place in a source file. */
export interface SourceLine {
  /** With the folder, as far as the compiler told it. */
  readonly file: string;
  readonly line: number;
}

/** One row: from its address on, up to the next row's, code comes from its line. */
export interface LineRow extends SourceLine {
  readonly address: bigint;
  /** Whether it's a good place to stop at for the line: the others are in the middle of a statement. */
  readonly isStatement: boolean;
  /** Whether a function's prologue is done here. Few compilers say it. */
  readonly isPrologueEnd: boolean;
}

/** The rows of a table, one array for each column; those of each sequence ascend. */
export interface LineRows {
  readonly addresses: BigUint64Array;
  /** Numbers of files, as the header counts them. */
  readonly files: Uint32Array;
  readonly lines: Uint32Array;
  /** `LINE_ROW` bits. */
  readonly flags: Uint8Array;
  /** The first row of each sequence, and one more than the last row of all. */
  readonly sequences: Uint32Array;
}

/** Which lines of which files a unit's code comes from. The rows are made when they're first asked for. */
export class LineTable {
  readonly #header: LineHeader;
  readonly #program: () => Cursor;
  readonly #folder: string;
  readonly #unitName: string;
  readonly #paths = new Map<number, string>();
  #rows: LineRows | undefined;

  static read(unit: Unit, offset: number): LineTable {
    const { line } = unit.dwarf.sections;
    const header = readLineHeader(unit, offset);
    return new LineTable(unit, header, () => line.cursor(header.programAt, header.end - header.programAt));
  }

  private constructor(unit: Unit, header: LineHeader, program: () => Cursor) {
    this.#header = header;
    this.#program = program;
    this.#folder = unit.folder;
    this.#unitName = unit.name;
  }

  /** The path of a file: absolute when the compiler told its folder. `?` for one that the table doesn't have. */
  filePath(number: number): string {
    let path = this.#paths.get(number);
    if (path === undefined) {
      const file = this.#header.files[number];
      path = file === undefined ? this.#unknownFile(number) : joinPath(this.#directory(file.directory), file.name);
      this.#paths.set(number, path);
    }
    return path;
  }

  /** The columns, for walks over many rows. */
  rows(): LineRows {
    return (this.#rows ??= runLineProgram(this.#program(), this.#header));
  }

  row(index: number): LineRow {
    const { addresses, files, lines, flags } = this.rows();
    const flag = flags[index] ?? 0;
    return {
      address: addresses[index] ?? 0n,
      file: this.filePath(files[index] ?? 0),
      line: lines[index] ?? 0,
      isStatement: (flag & LINE_ROW.statement) !== 0,
      isPrologueEnd: (flag & LINE_ROW.prologueEnd) !== 0,
    };
  }

  /** The line that the code at an address comes from. Line 0 is nobody's: code that the compiler made up. */
  at(address: bigint): LineRow | undefined {
    const index = this.indexAt(address);
    return index === undefined ? undefined : this.row(index);
  }

  /** The row that an address belongs to. */
  indexAt(address: bigint): number | undefined {
    const { addresses, sequences } = this.rows();
    for (let sequence = 0; sequence + 1 < sequences.length; sequence++) {
      const first = sequences[sequence]!;
      const end = sequences[sequence + 1]! - 1;
      // The last row of a sequence says only where the code ends.
      if (!(addresses[first]! <= address && address < addresses[end]!)) continue;
      let low = first;
      let high = end;
      while (high - low > 1) {
        const middle = (low + high) >>> 1;
        if (addresses[middle]! <= address) low = middle;
        else high = middle;
      }
      return low;
    }
    return undefined;
  }

  #directory(number: number): string {
    const directory = this.#header.directories[number] ?? "";
    return directory.startsWith("/") ? directory : joinPath(this.#folder, directory);
  }

  /** Before version 5 number 0 is the unit's own file. */
  #unknownFile(number: number): string {
    return number === 0 && this.#header.version < 5 ? joinPath(this.#folder, this.#unitName) : "?";
  }
}

/** A path below a folder, without `.` and `..` where they say nothing. */
export function joinPath(folder: string, path: string): string {
  const whole = path.startsWith("/") || folder === "" ? path : path === "" ? folder : `${folder}/${path}`;
  const parts: string[] = [];
  for (const part of whole.split("/")) {
    if (part === "." || (part === "" && parts.length > 0)) continue;
    const last = parts.at(-1);
    if (part === ".." && last !== undefined && last !== ".." && last !== "") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
