import { BtfError } from "./btf-error.js";

const utf8 = new TextDecoder();

/** The strings of a blob: NUL-terminated, named by offset. Those of a split blob continue its base's. */
export class StringTable {
  readonly #bytes: Uint8Array;
  readonly #base: StringTable | undefined;
  /** The offset of the first byte. */
  readonly #start: number;

  constructor(bytes: Uint8Array, base?: StringTable) {
    this.#bytes = bytes;
    this.#base = base;
    this.#start = base === undefined ? 0 : base.#start + base.#bytes.length;
  }

  /** The string at an offset. Throws `BtfError` outside the section. */
  at(offset: number): string {
    if (offset === 0) return "";
    const { bytes, start } = this.#place(offset);
    return utf8.decode(bytes.subarray(start, bytes.indexOf(0, start)));
  }

  /** Whether the string at an offset begins with `prefix` or, for `whole`, is it. */
  matches(offset: number, prefix: Uint8Array, whole: boolean): boolean {
    if (offset < this.#start && this.#base !== undefined) return this.#base.matches(offset, prefix, whole);
    const bytes = this.#bytes;
    const start = offset - this.#start;
    for (let index = 0; index < prefix.length; index++) {
      if (bytes[start + index] !== prefix[index]) return false;
    }
    return !whole || bytes[start + prefix.length] === 0;
  }

  /**
   * The offsets at which the name can be read, at most `most` of them: more than one where strings share their ends. They
   * are found by a search through the bytes, at a small part of the cost of a look at each type's name.
   */
  offsetsOf(name: string, most: number): number[] {
    const offsets = this.#base?.offsetsOf(name, most) ?? [];
    const { buffer, byteOffset, length } = this.#bytes;
    const bytes = Buffer.from(buffer, byteOffset, length);
    const wanted = Buffer.from(`${name}\0`);
    for (let at = bytes.indexOf(wanted); at >= 0 && offsets.length < most; at = bytes.indexOf(wanted, at + 1)) offsets.push(this.#start + at);
    return offsets;
  }

  /** The hash (as of `hashName`) of the string at an offset. */
  hash(offset: number): number {
    if (offset < this.#start && this.#base !== undefined) return this.#base.hash(offset);
    return hashName(this.#bytes, offset - this.#start);
  }

  #place(offset: number): { readonly bytes: Uint8Array; readonly start: number } {
    if (offset < this.#start && this.#base !== undefined) return this.#base.#place(offset);
    const start = offset - this.#start;
    if (start < 0 || start >= this.#bytes.length) throw new BtfError(`string ${offset}: outside the string section`);
    return { bytes: this.#bytes, start };
  }
}

/** FNV-1a over the bytes from `start` to the next NUL or the end: cheap, and good enough for identifiers. */
export function hashName(bytes: Uint8Array, start: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; ; at++) {
    const byte = bytes[at];
    if (byte === undefined || byte === 0) return hash >>> 0;
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
}
