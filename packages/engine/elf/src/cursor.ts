import { DwarfError, ElfError } from "./elf-error.js";

const latin1 = new TextDecoder("latin1");
const utf8 = new TextDecoder();

/** A place in little-endian bytes that moves on with what is read. Reading past the end throws, and says where. */
export class Cursor {
  readonly bytes: Uint8Array;
  /** What the bytes are, for messages: `.debug_info`. */
  readonly what: string;
  /** Where the first byte is in what is named, for messages. */
  readonly base: number;
  /** The next byte. */
  at = 0;
  /** One more than the last byte. */
  end: number;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, what: string, base = 0) {
    this.bytes = bytes;
    this.what = what;
    this.base = base;
    this.end = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  /** Throws about the place of the next byte. */
  fail(problem: string): never {
    const Problem = this.what.includes(".debug_") || this.what.includes("_frame") ? DwarfError : ElfError;
    throw new Problem(`${this.what}+0x${(this.base + this.at).toString(16)}: ${problem}`);
  }

  u8(): number {
    if (this.at >= this.end) this.#refuse(1);
    return this.bytes[this.at++]!;
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  /** Three bytes, as DW_FORM_strx3 has them. */
  u24(): number {
    const at = this.#take(3);
    return this.#view.getUint16(at, true) + 0x10000 * this.#view.getUint8(at + 2);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  i64(): bigint {
    return this.#view.getBigInt64(this.#take(8), true);
  }

  /** A 64-bit offset or size: one that no file can have is refused. */
  size64(): number {
    const value = this.u64();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) this.fail(`${value} is no offset or size`);
    return Number(value);
  }

  /** `size` bytes (1, 2, 4 or 8) without a sign. */
  unsigned(size: number): bigint {
    switch (size) {
      case 1:
        return BigInt(this.u8());
      case 2:
        return BigInt(this.u16());
      case 4:
        return BigInt(this.u32());
      case 8:
        return this.u64();
      default:
        return this.fail(`a number of ${size} bytes`);
    }
  }

  /** `size` bytes (1, 2, 4 or 8) with a sign. */
  signed(size: number): bigint {
    return BigInt.asIntN(8 * size, this.unsigned(size));
  }

  /** An unsigned LEB128 that is a count, a code or an offset. */
  uleb(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
    }
    if (value > Number.MAX_SAFE_INTEGER) this.fail("a number too large for what it counts");
    return value;
  }

  /** An unsigned LEB128 of 64 bits. */
  uleb64(): bigint {
    return BigInt.asUintN(64, this.#leb().value);
  }

  /** A signed LEB128 of 64 bits. */
  sleb64(): bigint {
    const { value, bits } = this.#leb();
    return BigInt.asIntN(64, BigInt.asIntN(bits, value));
  }

  /** Moves past a LEB128. */
  skipLeb(): void {
    while (this.u8() >= 0x80);
  }

  /** Moves on by `length` bytes. */
  skip(length: number): void {
    this.#take(length);
  }

  take(length: number): Uint8Array {
    const at = this.#take(length);
    return this.bytes.subarray(at, at + length);
  }

  /** A NUL-terminated string. */
  string(): string {
    return decodeText(this.stringBytes());
  }

  /** The bytes of a NUL-terminated string, without the NUL. */
  stringBytes(): Uint8Array {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0 || end >= this.end) this.fail("a string without an end");
    const bytes = this.bytes.subarray(this.at, end);
    this.at = end + 1;
    return bytes;
  }

  /** Moves on to a multiple of `alignment` from the first byte. */
  align(alignment: number): void {
    this.at = Math.ceil(this.at / alignment) * alignment;
  }

  #leb(): { readonly value: bigint; readonly bits: number } {
    let value = 0n;
    let bits = 0;
    // What goes beyond 64 bits is padding, and says nothing.
    for (;;) {
      const byte = this.u8();
      if (bits < 70) {
        value |= BigInt(byte & 0x7f) << BigInt(bits);
        bits += 7;
      }
      if (byte < 0x80) return { value, bits };
    }
  }

  #take(length: number): number {
    const at = this.at;
    if (!(length >= 0 && at + length <= this.end)) this.#refuse(length);
    this.at = at + length;
    return at;
  }

  #refuse(length: number): never {
    return this.fail(`${length} bytes where ${Math.max(0, this.end - this.at)} are left`);
  }
}

/** Bytes as text: UTF-8, as compilers write names. */
export function decodeText(bytes: Uint8Array): string {
  // Most names are short and ASCII, for which a TextDecoder takes longer than all else.
  if (bytes.length < 32) {
    let text = "";
    for (const byte of bytes) {
      if (byte >= 0x80) return utf8.decode(bytes);
      text += String.fromCharCode(byte);
    }
    return text;
  }
  const text = latin1.decode(bytes);
  return /[\u0080-\uffff]/.test(text) ? utf8.decode(bytes) : text;
}
