import { Cursor } from "../cursor.js";
import { DwarfError } from "../elf-error.js";

const utf8 = new TextEncoder();
const FORMAT = 1;
const HEADER_SIZE = 24;

/** What an index is of, in messages, and the number its bytes begin with. */
export interface IndexKind {
  readonly what: string;
  readonly magic: number;
}

/** A name, and what it's the name of: a number. Several may have one name. */
export interface IndexEntry {
  readonly name: string;
  readonly number: number;
}

/**
 * Numbers by names: a few arrays, made by one walk through all units of a file; `toBytes` keeps it for the next time.
 *
 *     u32 magic, format, names, entries; u64 size of .debug_info
 *     u32 nameAt[names + 1], entriesAt[names + 1], entry[entries]; u8 text[]
 */
export class NameIndex {
  /** How many names there are. */
  readonly size: number;
  /** The size of the `.debug_info` that this is an index of. */
  readonly infoSize: number;
  readonly #bytes: Uint8Array;
  readonly #nameAt: Uint32Array;
  readonly #entriesAt: Uint32Array;
  readonly #entries: Uint32Array;
  readonly #text: Buffer;

  /** Makes an index of the file whose `.debug_info` has a size. */
  static of(kind: IndexKind, entries: readonly IndexEntry[], infoSize: number): NameIndex {
    return new NameIndex(kind, layOut(kind, entries, infoSize));
  }

  /** An index kept from before. Throws `DwarfError` when the bytes aren't one of the kind. */
  static fromBytes(kind: IndexKind, bytes: Uint8Array): NameIndex {
    return new NameIndex(kind, bytes);
  }

  private constructor({ what, magic }: IndexKind, bytes: Uint8Array) {
    // Aligned, so that its numbers can be looked at in place.
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
    const cursor = new Cursor(aligned, what);
    if (cursor.end < HEADER_SIZE || cursor.u32() !== magic || cursor.u32() !== FORMAT) throw new DwarfError(`${what}: not one of this format`);
    this.size = cursor.u32();
    const entries = cursor.u32();
    this.infoSize = cursor.size64();
    const textAt = HEADER_SIZE + 4 * (2 * (this.size + 1) + entries);
    if (textAt > aligned.length) throw new DwarfError(`${what}: ${aligned.length} bytes where ${textAt} are needed`);
    const words = (at: number, count: number): Uint32Array => new Uint32Array(aligned.buffer, aligned.byteOffset + at, count);
    this.#bytes = aligned;
    this.#nameAt = words(HEADER_SIZE, this.size + 1);
    this.#entriesAt = words(HEADER_SIZE + 4 * (this.size + 1), this.size + 1);
    this.#entries = words(HEADER_SIZE + 8 * (this.size + 1), entries);
    this.#text = Buffer.from(aligned.buffer, aligned.byteOffset + textAt, aligned.length - textAt);
    if (this.#nameAt[this.size] !== this.#text.length || this.#entriesAt[this.size] !== entries) throw new DwarfError(`${what}: cut off`);
  }

  /** What `fromBytes` reads. */
  toBytes(): Uint8Array {
    return this.#bytes;
  }

  /** The names, ascending. */
  *names(): Generator<string> {
    for (let index = 0; index < this.size; index++) yield this.#name(index);
  }

  /** The numbers of a name, in the order they were found. */
  find(name: string): number[] {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#name(middle) < name) low = middle + 1;
      else high = middle;
    }
    if (low === this.size || this.#name(low) !== name) return [];
    return [...this.#entries.subarray(this.#entriesAt[low], this.#entriesAt[low + 1])];
  }

  #name(index: number): string {
    return this.#text.toString("utf8", this.#nameAt[index], this.#nameAt[index + 1]);
  }
}

function layOut({ magic }: IndexKind, found: readonly IndexEntry[], infoSize: number): Uint8Array {
  const byName = new Map<string, number[]>();
  for (const { name, number } of found) {
    const numbers = byName.get(name);
    if (numbers === undefined) byName.set(name, [number]);
    else numbers.push(number);
  }
  const names = [...byName.keys()].sort();
  const rows = names.map((name) => ({ name: utf8.encode(name), numbers: byName.get(name) ?? [] }));
  const textAt = HEADER_SIZE + 4 * (2 * (rows.length + 1) + found.length);
  const bytes = new Uint8Array(textAt + rows.reduce((sum, { name }) => sum + name.length, 0));
  const view = new DataView(bytes.buffer);
  for (const [index, word] of [magic, FORMAT, rows.length, found.length].entries()) view.setUint32(4 * index, word, true);
  view.setBigUint64(16, BigInt(infoSize), true);
  const entriesAt = HEADER_SIZE + 4 * (rows.length + 1);
  const listAt = entriesAt + 4 * (rows.length + 1);
  let text = 0;
  let entry = 0;
  for (const [index, { name, numbers }] of [...rows, { name: new Uint8Array(), numbers: [] }].entries()) {
    view.setUint32(HEADER_SIZE + 4 * index, text, true);
    view.setUint32(entriesAt + 4 * index, entry, true);
    bytes.set(name, textAt + text);
    text += name.length;
    for (const number of numbers) view.setUint32(listAt + 4 * entry++, number, true);
  }
  return bytes;
}
