import type { Cursor } from "../cursor.js";

/** What an attribute says: its form's class and value. */
export type AttributeValue =
  | { readonly kind: "address"; readonly address: bigint }
  /** The entry `index` of the unit's part of `.debug_addr`. */
  | { readonly kind: "address-index"; readonly index: number }
  /** A number; `size` is that of its storage, 0 for a LEB128, whose sign is known. */
  | { readonly kind: "constant"; readonly value: bigint; readonly size: number; readonly signed: boolean }
  | { readonly kind: "flag"; readonly value: boolean }
  | { readonly kind: "block"; readonly bytes: Uint8Array }
  | { readonly kind: "text"; readonly bytes: Uint8Array }
  /** A string by its offset in a section, here or in the alternate file. */
  | { readonly kind: "string"; readonly section: "str" | "lineStr" | "alternate"; readonly offset: number }
  /** The entry `index` of the unit's part of `.debug_str_offsets`. */
  | { readonly kind: "string-index"; readonly index: number }
  /** Another entry: by its offset in the unit, in `.debug_info` here, or there in the alternate file. */
  | { readonly kind: "reference"; readonly from: "unit" | "file" | "alternate"; readonly offset: number }
  | { readonly kind: "signature"; readonly signature: bigint }
  | { readonly kind: "section-offset"; readonly offset: number }
  /** The entry `index` of the unit's part of `.debug_rnglists` or `.debug_loclists`. */
  | { readonly kind: "list-index"; readonly index: number };

/** What sizes of forms depend on. */
export interface FormSizes {
  readonly addressSize: number;
  readonly offsetSize: number;
}

/** Bytes that a form takes in the entry: a number, that of a unit's addresses or offsets, or `varied`. */
type FormSize = number | "address" | "offset" | "varied";

interface FormRow {
  readonly size: FormSize;
  read(cursor: Cursor, sizes: FormSizes): AttributeValue;
}

export const FORM_IMPLICIT_CONST = 0x21;
const FORM_INDIRECT = 0x16;
const FORM_STRING = 0x08;

const offsetOf = (cursor: Cursor, { offsetSize }: FormSizes): number => (offsetSize === 8 ? cursor.size64() : cursor.u32());

const constant = (size: 1 | 2 | 4 | 8): FormRow => ({
  size,
  read: (cursor) => ({ kind: "constant", value: cursor.unsigned(size), size, signed: false }),
});
const block = (length: (cursor: Cursor) => number): FormRow => ({
  size: "varied",
  read: (cursor) => ({ kind: "block", bytes: cursor.take(length(cursor)) }),
});
const unitReference = (size: FormSize, read: (cursor: Cursor) => number): FormRow => ({
  size,
  read: (cursor) => ({ kind: "reference", from: "unit", offset: read(cursor) }),
});
const alternateReference = (size: FormSize, read: (cursor: Cursor, sizes: FormSizes) => number): FormRow => ({
  size,
  read: (cursor, sizes) => ({ kind: "reference", from: "alternate", offset: read(cursor, sizes) }),
});
const sectionString = (section: "str" | "lineStr" | "alternate"): FormRow => ({
  size: "offset",
  read: (cursor, sizes) => ({ kind: "string", section, offset: offsetOf(cursor, sizes) }),
});
const stringIndex = (size: FormSize, read: (cursor: Cursor) => number): FormRow => ({
  size,
  read: (cursor) => ({ kind: "string-index", index: read(cursor) }),
});
const addressIndex = (size: FormSize, read: (cursor: Cursor) => number): FormRow => ({
  size,
  read: (cursor) => ({ kind: "address-index", index: read(cursor) }),
});
const listIndex: FormRow = { size: "varied", read: (cursor) => ({ kind: "list-index", index: cursor.uleb() }) };

/** `DW_FORM_…` by code. */
const FORMS: Readonly<Record<number, FormRow>> = {
  0x01: { size: "address", read: (cursor, { addressSize }) => ({ kind: "address", address: cursor.unsigned(addressSize) }) },
  0x03: block((cursor) => cursor.u16()),
  0x04: block((cursor) => cursor.u32()),
  0x05: constant(2),
  0x06: constant(4),
  0x07: constant(8),
  [FORM_STRING]: { size: "varied", read: (cursor) => ({ kind: "text", bytes: cursor.stringBytes() }) },
  0x09: block((cursor) => cursor.uleb()),
  0x0a: block((cursor) => cursor.u8()),
  0x0b: constant(1),
  0x0c: { size: 1, read: (cursor) => ({ kind: "flag", value: cursor.u8() !== 0 }) },
  0x0d: { size: "varied", read: (cursor) => ({ kind: "constant", value: cursor.sleb64(), size: 0, signed: true }) },
  0x0e: sectionString("str"),
  0x0f: { size: "varied", read: (cursor) => ({ kind: "constant", value: cursor.uleb64(), size: 0, signed: false }) },
  0x10: { size: "offset", read: (cursor, sizes) => ({ kind: "reference", from: "file", offset: offsetOf(cursor, sizes) }) },
  0x11: unitReference(1, (cursor) => cursor.u8()),
  0x12: unitReference(2, (cursor) => cursor.u16()),
  0x13: unitReference(4, (cursor) => cursor.u32()),
  0x14: unitReference(8, (cursor) => cursor.size64()),
  0x15: unitReference("varied", (cursor) => cursor.uleb()),
  0x17: { size: "offset", read: (cursor, sizes) => ({ kind: "section-offset", offset: offsetOf(cursor, sizes) }) },
  0x18: block((cursor) => cursor.uleb()),
  0x19: { size: 0, read: () => ({ kind: "flag", value: true }) },
  0x1a: stringIndex("varied", (cursor) => cursor.uleb()),
  0x1b: addressIndex("varied", (cursor) => cursor.uleb()),
  0x1c: alternateReference(4, (cursor) => cursor.u32()),
  0x1d: sectionString("alternate"),
  0x1e: { size: 16, read: (cursor) => ({ kind: "block", bytes: cursor.take(16) }) },
  0x1f: sectionString("lineStr"),
  0x20: { size: 8, read: (cursor) => ({ kind: "signature", signature: cursor.u64() }) },
  0x22: listIndex,
  0x23: listIndex,
  0x24: alternateReference(8, (cursor) => cursor.size64()),
  0x25: stringIndex(1, (cursor) => cursor.u8()),
  0x26: stringIndex(2, (cursor) => cursor.u16()),
  0x27: stringIndex(3, (cursor) => cursor.u24()),
  0x28: stringIndex(4, (cursor) => cursor.u32()),
  0x29: addressIndex(1, (cursor) => cursor.u8()),
  0x2a: addressIndex(2, (cursor) => cursor.u16()),
  0x2b: addressIndex(3, (cursor) => cursor.u24()),
  0x2c: addressIndex(4, (cursor) => cursor.u32()),
  // DW_FORM_GNU_addr_index, _str_index, _ref_alt, _strp_alt
  0x1f01: addressIndex("varied", (cursor) => cursor.uleb()),
  0x1f02: stringIndex("varied", (cursor) => cursor.uleb()),
  0x1f20: alternateReference("offset", offsetOf),
  0x1f21: sectionString("alternate"),
};

/** Reads what an attribute says and moves on. Throws `DwarfError` for an unknown form. */
export function readForm(cursor: Cursor, form: number, sizes: FormSizes, implicit?: bigint): AttributeValue {
  if (form === FORM_IMPLICIT_CONST) return { kind: "constant", value: implicit ?? 0n, size: 0, signed: true };
  if (form === FORM_INDIRECT) return readForm(cursor, indirectForm(cursor), sizes);
  const row = FORMS[form];
  return row === undefined ? cursor.fail(`unknown form 0x${form.toString(16)}`) : row.read(cursor, sizes);
}

/** Moves past an attribute whose size differs from entry to entry. */
export function skipForm(cursor: Cursor, form: number, sizes: FormSizes): void {
  const size = fixedFormSize(form, sizes);
  if (size >= 0) cursor.skip(size);
  else readForm(cursor, form, sizes);
}

/** Bytes that a form takes in each entry of a unit; -1 where that differs, or the form is unknown. */
export function fixedFormSize(form: number, { addressSize, offsetSize }: FormSizes): number {
  if (form === FORM_IMPLICIT_CONST) return 0;
  const size = FORMS[form]?.size ?? "varied";
  return size === "varied" ? -1 : size === "address" ? addressSize : size === "offset" ? offsetSize : size;
}

function indirectForm(cursor: Cursor): number {
  const form = cursor.uleb();
  return form === FORM_INDIRECT || form === FORM_IMPLICIT_CONST ? cursor.fail("a form that is indirect twice") : form;
}
