import { Cursor, decodeText } from "../cursor.js";
import { DwarfError } from "../elf-error.js";
import type { AbbreviationTable } from "./abbreviations.js";
import { AT, TAG, UT } from "./codes.js";
import { attributeText, Die } from "./die.js";
import type { Dwarf } from "./dwarf.js";
import { type FormSizes, readForm } from "./forms.js";
import { joinPath, LineTable } from "./line-table.js";
import { type AddressRange, rangesOf } from "./ranges.js";

/** A unit's header. */
export interface UnitHeader extends FormSizes {
  readonly version: number;
  /** Where the unit begins in `.debug_info`. */
  readonly offset: number;
  /** One more than its last byte. */
  readonly end: number;
  /** Where its first entry is. */
  readonly firstDie: number;
  readonly abbreviations: number;
  /** The type that a unit of its own describes: the signature by which others refer to it, and where its entry is. */
  readonly type: { readonly signature: bigint; readonly offset: number } | undefined;
}

/** The longest header, that of a type unit with 64-bit offsets. */
export const LONGEST_UNIT_HEADER = 40;
const VERSIONS = { first: 2, last: 5 };
/** A unit's entry for itself, unless its strings are written out. */
const USUAL_ROOT_BYTES = 256;
const ESCAPE_64 = 0xffff_ffff;
const FIRST_RESERVED_LENGTH = 0xffff_fff0;

/** Reads the header that a cursor is at. Throws `DwarfError` for a version that isn't read here. */
export function readUnitHeader(cursor: Cursor, sectionSize: number): UnitHeader {
  const offset = cursor.base + cursor.at;
  let length = cursor.u32();
  const offsetSize = length === ESCAPE_64 ? 8 : 4;
  if (offsetSize === 8) length = cursor.size64();
  else if (length >= FIRST_RESERVED_LENGTH) cursor.fail(`a unit of the reserved length 0x${length.toString(16)}`);
  const end = cursor.base + cursor.at + length;
  if (end > sectionSize) cursor.fail(`a unit that ends at 0x${end.toString(16)} where the section ends at 0x${sectionSize.toString(16)}`);
  const version = cursor.u16();
  if (version < VERSIONS.first || version > VERSIONS.last) cursor.fail(`DWARF ${version} where versions ${VERSIONS.first} to ${VERSIONS.last} are read`);
  const kind = version >= 5 ? cursor.u8() : UT.compile;
  const readOffset = (): number => (offsetSize === 8 ? cursor.size64() : cursor.u32());
  let abbreviations = version >= 5 ? 0 : readOffset();
  const addressSize = cursor.u8();
  if (addressSize !== 4 && addressSize !== 8) cursor.fail(`addresses of ${addressSize} bytes`);
  if (version >= 5) abbreviations = readOffset();
  if (kind === UT.skeleton || kind === UT.split_compile) cursor.skip(8);
  const isType = kind === UT.type || kind === UT.split_type;
  const type = isType ? { signature: cursor.u64(), offset: offset + readOffset() } : undefined;
  return { version, offset, end, offsetSize, addressSize, abbreviations, type, firstDie: cursor.base + cursor.at };
}

/** A compilation unit: what one run of the compiler said of one source file. Its bytes are read when they're needed. */
export class Unit {
  readonly dwarf: Dwarf;
  readonly header: UnitHeader;
  #root: Die | undefined;
  #lines: LineTable | undefined;
  #path: string | undefined;
  #bases: { readonly strOffsets: number; readonly addr: number; readonly rnglists: number; readonly loclists: number } | undefined;

  constructor(dwarf: Dwarf, header: UnitHeader) {
    this.dwarf = dwarf;
    this.header = header;
  }

  /** The unit's entry for itself. */
  get root(): Die {
    return (this.#root ??= this.die(this.header.firstDie));
  }

  /** The source file, as the compiler was called with it. */
  get name(): string {
    return this.root.string(AT.name) ?? "";
  }

  /** The source file with its folder, as lines of its code have it. Asked of all units, so no more of them is read than it takes. */
  get path(): string {
    return (this.#path ??= this.#readPath());
  }

  /** The folder that the compiler was called in. */
  get folder(): string {
    return this.root.string(AT.comp_dir) ?? "";
  }

  /** The compiler and, for most, its options. */
  get producer(): string {
    return this.root.string(AT.producer) ?? "";
  }

  /** `DW_LANG_…`. */
  get language(): number {
    return this.root.number(AT.language) ?? 0;
  }

  /** Whether it holds what several units have in common, and is nothing by itself (dwz makes such). */
  get isPartial(): boolean {
    return this.root.tag === TAG.partial_unit;
  }

  /** Where its code is. Empty for units without code, and where the compiler didn't say. */
  ranges(): readonly AddressRange[] {
    return rangesOf(this.root);
  }

  /** Which lines its code comes from; undefined for a unit without such a table. */
  lines(): LineTable | undefined {
    return (this.#lines ??= this.readLines());
  }

  /** As {@link lines}, for who looks once at all units: nothing is kept. */
  readLines(): LineTable | undefined {
    const offset = this.root.sectionOffset(AT.stmt_list);
    return offset === undefined ? undefined : LineTable.read(this, offset);
  }

  /** The entry at an offset of `.debug_info`, which has to be one of this unit's. */
  die(offset: number): Die {
    const { firstDie, end } = this.header;
    if (!(offset >= firstDie && offset < end)) throw new DwarfError(`.debug_info+0x${offset.toString(16)}: no entry of the unit at 0x${this.header.offset.toString(16)}`);
    const cursor: Cursor = this.cursor(offset);
    const code = cursor.uleb();
    const abbreviation = this.abbreviations[code];
    if (code === 0 || abbreviation === undefined) cursor.fail(`no abbreviation ${code}`);
    return new Die(this, offset, cursor.base + cursor.at, abbreviation);
  }

  /** A cursor at an offset of `.debug_info`, over the whole unit. */
  cursor(offset: number): Cursor {
    const cursor = new Cursor(this.dwarf.unitBytes(this), ".debug_info", this.header.offset);
    cursor.at = offset - this.header.offset;
    return cursor;
  }

  /** What the codes of its entries stand for. */
  get abbreviations(): AbbreviationTable {
    return this.dwarf.abbreviations(this.header);
  }

  /** The string with a number in the unit's part of `.debug_str_offsets`. */
  indexedString(index: number): string {
    const { offsetSize } = this.header;
    const { strOffsets, str } = this.dwarf.sections;
    const cursor = strOffsets.peek(this.#base("strOffsets") + index * offsetSize, offsetSize);
    return decodeText(str.string(offsetSize === 8 ? cursor.size64() : cursor.u32()));
  }

  /** The address with a number in the unit's part of `.debug_addr`. */
  indexedAddress(index: number): bigint {
    const { addressSize } = this.header;
    return this.dwarf.sections.addr.peek(this.#base("addr") + index * addressSize, addressSize).unsigned(addressSize);
  }

  /** Where the list with a number in the unit's part of a section of lists begins. */
  indexedList(kind: "rnglists" | "loclists", index: number): number {
    const { offsetSize } = this.header;
    const base = this.#base(kind);
    const cursor = this.dwarf.sections[kind].peek(base + index * offsetSize, offsetSize);
    return base + (offsetSize === 8 ? cursor.size64() : cursor.u32());
  }

  #readPath(): string {
    const { firstDie, end } = this.header;
    try {
      const cursor = this.dwarf.sections.info.cursor(firstDie, Math.min(USUAL_ROOT_BYTES, end - firstDie));
      const abbreviation = this.abbreviations[cursor.uleb()];
      const texts = new Map<number, string | undefined>();
      for (const [index, form] of (abbreviation?.forms ?? []).entries()) {
        const value = readForm(cursor, form, this.header, abbreviation?.implicit[index]);
        texts.set(abbreviation?.attributes[index] ?? 0, attributeText(this, value));
      }
      return joinPath(texts.get(AT.comp_dir) ?? "", texts.get(AT.name) ?? "");
    } catch (error) {
      // Its entry may be longer than most.
      if (error instanceof DwarfError) return joinPath(this.folder, this.name);
      throw error;
    }
  }

  #base(kind: "strOffsets" | "addr" | "rnglists" | "loclists"): number {
    // Units that were not split may leave out a base: what it counts from then begins behind the section's header.
    const { offsetSize } = this.header;
    const header = offsetSize === 8 ? 16 : 8;
    const listHeader = header + 4;
    this.#bases ??= {
      strOffsets: this.root.sectionOffset(AT.str_offsets_base) ?? header,
      addr: this.root.sectionOffset(AT.addr_base) ?? this.root.sectionOffset(AT.GNU_addr_base) ?? header,
      rnglists: this.root.sectionOffset(AT.rnglists_base) ?? listHeader,
      loclists: this.root.sectionOffset(AT.loclists_base) ?? listHeader,
    };
    return this.#bases[kind];
  }
}
