import type { Cursor } from "../cursor.js";
import type { DwarfSection } from "./dwarf-section.js";
import { AT } from "./codes.js";
import { fixedFormSize, type FormSizes, FORM_IMPLICIT_CONST } from "./forms.js";

/** What entries of one shape have in common. */
export interface Abbreviation {
  readonly tag: number;
  readonly hasChildren: boolean;
  /** `DW_AT_…` of each attribute. */
  readonly attributes: readonly number[];
  /** `DW_FORM_…` of each attribute. */
  readonly forms: readonly number[];
  /** The values of those whose value is the same in all entries. */
  readonly implicit: readonly (bigint | undefined)[];
  /** Bytes that each attribute takes, -1 where that differs. */
  readonly sizes: readonly number[];
  /** Bytes that all attributes take together, -1 where that differs. */
  readonly size: number;
  /** Bytes before `DW_AT_sibling`, if that is written in 4 bytes at a fixed place; else -1. */
  readonly siblingAt: number;
}

/** A unit's abbreviations by code: compilers number them from 1 on. */
export type AbbreviationTable = readonly (Abbreviation | undefined)[];

/** Codes beyond this are nobody's numbering. */
const MOST_CODES = 0x10_0000;

/** Declarations by their bytes: most recur in every unit of a file, and there are thousands of units. */
export type KnownAbbreviations = Map<string, Abbreviation>;

/** Reads the table that begins at an offset of `.debug_abbrev`. */
export function readAbbreviations(section: DwarfSection, offset: number, sizes: FormSizes, known: KnownAbbreviations): AbbreviationTable {
  return section.read(offset, (cursor) => {
    const table: (Abbreviation | undefined)[] = [];
    for (;;) {
      const code = cursor.uleb();
      if (code === 0) return table;
      if (code > MOST_CODES) cursor.fail(`abbreviation ${code} where there are at most ${MOST_CODES}`);
      const at = cursor.at;
      skipDeclaration(cursor);
      const key = latin1(cursor.bytes, at, cursor.at);
      let abbreviation = known.get(key);
      if (abbreviation === undefined) {
        cursor.at = at;
        abbreviation = readDeclaration(cursor, sizes);
        known.set(key, abbreviation);
      }
      table[code] = abbreviation;
    }
  });
}

function latin1({ buffer, byteOffset }: Uint8Array, start: number, end: number): string {
  return Buffer.from(buffer, byteOffset + start, end - start).toString("latin1");
}

function skipDeclaration(cursor: Cursor): void {
  cursor.skipLeb();
  cursor.skip(1);
  for (;;) {
    const attribute = cursor.uleb();
    const form = cursor.uleb();
    if (form === FORM_IMPLICIT_CONST) cursor.skipLeb();
    if (attribute === 0 && form === 0) return;
  }
}

function readDeclaration(cursor: Cursor, sizes: FormSizes): Abbreviation {
  const tag = cursor.uleb();
  const hasChildren = cursor.u8() === 1;
  const attributes: number[] = [];
  const forms: number[] = [];
  const implicit: (bigint | undefined)[] = [];
  for (;;) {
    const attribute = cursor.uleb();
    const form = cursor.uleb();
    const value = form === FORM_IMPLICIT_CONST ? cursor.sleb64() : undefined;
    if (attribute === 0 && form === 0) return { tag, hasChildren, attributes, forms, implicit, ...measure(attributes, forms, sizes) };
    attributes.push(attribute);
    forms.push(form);
    implicit.push(value);
  }
}

const FORM_REF4 = 0x13;

function measure(attributes: readonly number[], forms: readonly number[], formSizes: FormSizes): Pick<Abbreviation, "sizes" | "size" | "siblingAt"> {
  const sizes: number[] = [];
  let size = 0;
  let siblingAt = -1;
  for (const [index, form] of forms.entries()) {
    const one = fixedFormSize(form, formSizes);
    if (attributes[index] === AT.sibling && form === FORM_REF4) siblingAt = size;
    sizes.push(one);
    size = one < 0 || size < 0 ? -1 : size + one;
  }
  return { sizes, size, siblingAt };
}
