import type { Cursor } from "../cursor.js";

/** `.debug_frame` and `.eh_frame` differ in how their entries refer to each other and write addresses. */
export type FrameFormat = "debug" | "exception";

/** What functions' frames have in common (a CIE). */
export interface FrameEntry {
  readonly codeAlignment: bigint;
  readonly dataAlignment: bigint;
  /** What holds at the beginning of each function. */
  readonly instructions: Uint8Array;
  /** Reads an address as this entry's functions write them. */
  readonly readAddress: (cursor: Cursor) => bigint;
  readonly readLength: (cursor: Cursor) => bigint;
  readonly hasAugmentation: boolean;
}

/** One function's frames (an FDE). */
export interface FrameDescription {
  readonly entry: FrameEntry;
  readonly low: bigint;
  readonly high: bigint;
  readonly instructions: Uint8Array;
}

const ESCAPE_64 = 0xffff_ffff;
const NO_ENTRY_32 = 0xffff_ffff;
/** `DW_EH_PE_…`: what an address counts from. */
const FROM_HERE = 0x10;
const INDIRECT = 0x80;
const OMITTED = 0xff;

/** Reads a whole table. Entries that aren't understood are left out; so are functions that the linker has thrown away. */
export function readFrames(cursor: Cursor, format: FrameFormat, sectionAddress: bigint): FrameDescription[] {
  const entries = new Map<number, FrameEntry | undefined>();
  const found: FrameDescription[] = [];
  const last = cursor.end;
  const entryAt = (at: number): FrameEntry | undefined => {
    if (!entries.has(at) && at >= 0 && at < last) {
      entries.set(at, undefined);
      const { at: here, end } = cursor;
      cursor.at = at;
      cursor.end = last;
      const { id, end: itsEnd } = openEntry(cursor, last, format);
      cursor.end = itsEnd;
      if (isCommon(id, format)) entries.set(at, readCommon(cursor, sectionAddress, format));
      cursor.at = here;
      cursor.end = end;
    }
    return entries.get(at);
  };
  while (cursor.at + 4 <= last) {
    cursor.end = last;
    const { id, idAt, end } = openEntry(cursor, last, format);
    if (end === cursor.at && id === undefined) continue;
    cursor.end = end;
    if (id !== undefined && !isCommon(id, format)) {
      const entry = entryAt(format === "exception" ? idAt - id : id);
      if (entry !== undefined) found.push(...readDescription(cursor, entry));
    }
    cursor.at = end;
  }
  return found;
}

/** Reads an entry's length and what it says it is. `.eh_frame` may have ends in its middle, with a length of 0. */
function openEntry(cursor: Cursor, last: number, format: FrameFormat): { readonly id: number | undefined; readonly idAt: number; readonly end: number } {
  let length = cursor.u32();
  if (length === 0) return { id: undefined, idAt: cursor.at, end: cursor.at };
  const is64 = length === ESCAPE_64;
  if (is64) length = cursor.size64();
  const idAt = cursor.at;
  const end = idAt + length;
  if (end > last) cursor.fail(`an entry that ends at 0x${end.toString(16)} where the section ends at 0x${last.toString(16)}`);
  const wide = is64 && format === "debug" ? cursor.u64() : undefined;
  const id = wide === undefined ? cursor.u32() : wide === 0xffff_ffff_ffff_ffffn ? NO_ENTRY_32 : Number(wide);
  return { id, idAt, end };
}

function isCommon(id: number | undefined, format: FrameFormat): boolean {
  return id === (format === "exception" ? 0 : NO_ENTRY_32);
}

function readCommon(cursor: Cursor, sectionAddress: bigint, format: FrameFormat): FrameEntry | undefined {
  const version = cursor.u8();
  const augmentation = cursor.string();
  // The oldest kind, with a pointer of its own, and those of other languages' making.
  if (augmentation !== "" && !augmentation.startsWith("z")) return undefined;
  let addressSize = 8;
  if (version >= 4) {
    addressSize = cursor.u8();
    cursor.skip(1);
  }
  const codeAlignment = BigInt(cursor.uleb());
  const dataAlignment = cursor.sleb64();
  if (version === 1) cursor.skip(1);
  else cursor.skipLeb();
  let encoding = 0;
  if (augmentation !== "") {
    const size = cursor.uleb();
    const end = cursor.at + size;
    for (const letter of augmentation.slice(1)) {
      if (letter === "R") encoding = cursor.u8();
      else if (letter === "L") cursor.skip(1);
      else if (letter === "P") readEncoded(cursor, cursor.u8(), 8);
      else if (letter !== "S" && letter !== "B") break;
    }
    cursor.at = end;
  }
  if ((encoding & INDIRECT) !== 0) return undefined;
  const isRelative = format === "exception" && (encoding & 0x70) === FROM_HERE;
  return {
    codeAlignment,
    dataAlignment,
    hasAugmentation: augmentation !== "",
    instructions: cursor.take(cursor.end - cursor.at),
    readAddress: (from) => {
      const here = sectionAddress + BigInt(from.base + from.at);
      return BigInt.asUintN(64, readEncoded(from, encoding, addressSize) + (isRelative ? here : 0n));
    },
    readLength: (from) => BigInt.asUintN(64, readEncoded(from, encoding & 0x7, addressSize)),
  };
}

function readDescription(cursor: Cursor, entry: FrameEntry): FrameDescription[] {
  const low = entry.readAddress(cursor);
  const length = entry.readLength(cursor);
  if (entry.hasAugmentation) cursor.skip(cursor.uleb());
  if (length === 0n) return [];
  return [{ entry, low, high: low + length, instructions: cursor.take(cursor.end - cursor.at) }];
}

/** A number in one of the ways of `DW_EH_PE_…`. */
function readEncoded(cursor: Cursor, encoding: number, addressSize: number): bigint {
  if (encoding === OMITTED) return 0n;
  switch (encoding & 0xf) {
    case 0x0:
      return cursor.unsigned(addressSize);
    case 0x1:
      return cursor.uleb64();
    case 0x2:
      return cursor.unsigned(2);
    case 0x3:
      return cursor.unsigned(4);
    case 0x4:
      return cursor.unsigned(8);
    case 0x9:
      return cursor.sleb64();
    case 0xa:
      return cursor.signed(2);
    case 0xb:
      return cursor.signed(4);
    case 0xc:
      return cursor.signed(8);
    default:
      return cursor.fail(`an address written in the unknown way 0x${encoding.toString(16)}`);
  }
}
