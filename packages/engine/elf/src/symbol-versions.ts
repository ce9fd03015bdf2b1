import { Cursor } from "./cursor.js";
import type { ElfFile } from "./elf-file.js";

/** `VER_NDX_GLOBAL` and below say that a symbol has no version. */
const LAST_UNVERSIONED = 1;
const HIDDEN = 0x8000;
const DEFINITION_SIZE = 20;
const DEFINITION_NAME_SIZE = 8;

/** A dynamic symbol's version; default is what the linker takes when nothing is asked for. */
export interface SymbolVersion {
  readonly name: string;
  readonly isDefault: boolean;
}

/** The version of each dynamic symbol, by its number. */
export function readSymbolVersions(file: ElfFile): (index: number) => SymbolVersion | undefined {
  const numbers = file.bytes(".gnu.version");
  if (numbers === undefined) return () => undefined;
  const view = new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const names = new Map([...neededVersions(file), ...definedVersions(file)]);
  return (index) => {
    if (index * 2 + 2 > numbers.length) return undefined;
    const number = view.getUint16(index * 2, true);
    const version = number & ~HIDDEN;
    const name = version <= LAST_UNVERSIONED ? undefined : names.get(version);
    return name && { name: name.text, isDefault: name.isDefined && (number & HIDDEN) === 0 };
  };
}

interface VersionName {
  readonly text: string;
  readonly isDefined: boolean;
}

/** `.gnu.version_d`: the versions that this file defines. */
function* definedVersions(file: ElfFile): Generator<[number, VersionName]> {
  const table = openVersions(file, ".gnu.version_d");
  if (table === undefined) return;
  const { cursor, name } = table;
  for (let at = 0; at + DEFINITION_SIZE <= cursor.end; ) {
    cursor.at = at + 4;
    const index = cursor.u16();
    cursor.at = at + 12;
    const namesAt = at + cursor.u32();
    const next = cursor.u32();
    if (namesAt + DEFINITION_NAME_SIZE > cursor.end) return;
    cursor.at = namesAt;
    yield [index, { text: name(cursor.u32()), isDefined: true }];
    if (next === 0) return;
    at += next;
  }
}

/** `.gnu.version_r`: the versions that this file needs of others. */
function* neededVersions(file: ElfFile): Generator<[number, VersionName]> {
  const table = openVersions(file, ".gnu.version_r");
  if (table === undefined) return;
  const { cursor, name } = table;
  for (let at = 0; at < cursor.end; ) {
    cursor.at = at + 2;
    const count = cursor.u16();
    cursor.at = at + 8;
    let entryAt = at + cursor.u32();
    const next = cursor.u32();
    for (let entry = 0; entry < count; entry++) {
      cursor.at = entryAt + 6;
      const index = cursor.u16() & ~HIDDEN;
      const nameAt = cursor.u32();
      const entryNext = cursor.u32();
      yield [index, { text: name(nameAt), isDefined: false }];
      if (entryNext === 0) break;
      entryAt += entryNext;
    }
    if (next === 0) return;
    at += next;
  }
}

function openVersions(file: ElfFile, sectionName: string): { readonly cursor: Cursor; readonly name: (offset: number) => string } | undefined {
  const section = file.section(sectionName);
  const bytes = file.bytes(sectionName);
  const strings = section && file.sections[section.link];
  if (bytes === undefined || strings === undefined) return undefined;
  const names = new Cursor(file.bytes(strings.name) ?? new Uint8Array(), `section ${strings.name}`);
  const name = (offset: number): string => {
    names.at = offset;
    return names.string();
  };
  return { cursor: new Cursor(bytes, `section ${sectionName}`), name };
}
