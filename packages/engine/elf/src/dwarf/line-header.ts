import { type Cursor, decodeText } from "../cursor.js";
import { type AttributeValue, readForm } from "./forms.js";
import type { Unit } from "./unit.js";

/** One file of a line table. */
interface LineFile {
  readonly name: string;
  /** The number of its folder. */
  readonly directory: number;
}

/** What a line table's program has to be told, and the names of its files. */
export interface LineHeader {
  readonly version: number;
  readonly minimumInstructionLength: number;
  readonly startsAsStatement: boolean;
  readonly lineBase: number;
  readonly lineRange: number;
  readonly opcodeBase: number;
  /** How many operands each standard opcode has, from opcode 1 on. */
  readonly operandCounts: Uint8Array;
  /** Number 0 is the unit's own folder. */
  readonly directories: readonly string[];
  /** By the numbers that rows and `DW_AT_decl_file` use: from 0 in version 5, from 1 before. */
  readonly files: readonly (LineFile | undefined)[];
  /** Where the program begins in `.debug_line`. */
  readonly programAt: number;
  readonly end: number;
}

const ESCAPE_64 = 0xffff_ffff;
/** `DW_LNCT_…` */
const CONTENT_PATH = 1;
const CONTENT_DIRECTORY = 2;
/** What no source tree has. */
const MOST_NAMES = 0x10_0000;

/** Reads the header of the table at an offset of `.debug_line`. */
export function readLineHeader(unit: Unit, offset: number): LineHeader {
  return unit.dwarf.sections.line.read(offset, (cursor) => readHeader(unit, cursor));
}

function readHeader(unit: Unit, cursor: Cursor): LineHeader {
  let length = cursor.u32();
  const offsetSize = length === ESCAPE_64 ? 8 : 4;
  if (offsetSize === 8) length = cursor.size64();
  const end = cursor.base + cursor.at + length;
  const version = cursor.u16();
  if (version < 2 || version > 5) cursor.fail(`a line table of version ${version} where 2 to 5 are read`);
  if (version >= 5) cursor.skip(2);
  const headerLength = offsetSize === 8 ? cursor.size64() : cursor.u32();
  const programAt = cursor.base + cursor.at + headerLength;
  const minimumInstructionLength = cursor.u8();
  if (version >= 4) cursor.skip(1);
  const startsAsStatement = cursor.u8() !== 0;
  const lineBase = (cursor.u8() << 24) >> 24;
  const lineRange = cursor.u8();
  if (lineRange === 0) cursor.fail("a line table whose special opcodes move by 0 lines");
  const opcodeBase = cursor.u8();
  if (opcodeBase === 0) cursor.fail("a line table without opcodes");
  const operandCounts = cursor.take(opcodeBase - 1);
  const names = version >= 5 ? namesOf5(unit, cursor, offsetSize) : namesBefore5(cursor);
  if (end > unit.dwarf.sections.line.size || programAt > end) cursor.fail("a line table that ends outside its section");
  return { version, minimumInstructionLength, startsAsStatement, lineBase, lineRange, opcodeBase, operandCounts, programAt, end, ...names };
}

type Names = Pick<LineHeader, "directories" | "files">;

function namesBefore5(cursor: Cursor): Names {
  const directories = [""];
  for (let name = cursor.string(); name !== ""; name = cursor.string()) directories.push(name);
  const files: (LineFile | undefined)[] = [undefined];
  for (let name = cursor.string(); name !== ""; name = cursor.string()) {
    files.push({ name, directory: cursor.uleb() });
    cursor.skipLeb();
    cursor.skipLeb();
  }
  return { directories, files };
}

function namesOf5(unit: Unit, cursor: Cursor, offsetSize: number): Names {
  const sizes = { ...unit.header, offsetSize };
  const readTable = (): LineFile[] => {
    const formats = Array.from({ length: cursor.u8() }, () => ({ content: cursor.uleb(), form: cursor.uleb() }));
    const count = cursor.uleb();
    if (count > MOST_NAMES || (formats.length === 0 && count > 0)) cursor.fail(`${count} names in a line table`);
    return Array.from({ length: count }, () => {
      let name = "";
      let directory = 0;
      for (const { content, form } of formats) {
        const value = readForm(cursor, form, sizes);
        if (content === CONTENT_PATH) name = pathOf(unit, value);
        if (content === CONTENT_DIRECTORY && value.kind === "constant") directory = Number(value.value);
      }
      return { name, directory };
    });
  };
  const directories = readTable().map(({ name }) => name);
  return { directories, files: readTable() };
}

function pathOf(unit: Unit, value: AttributeValue): string {
  if (value.kind === "text") return decodeText(value.bytes);
  if (value.kind === "string-index") return unit.indexedString(value.index);
  if (value.kind !== "string" || value.section === "alternate") return "";
  return decodeText(unit.dwarf.sections[value.section].string(value.offset));
}
