import { type ByteSource, readRange } from "../byte-source.js";
import { Cursor } from "../cursor.js";
import { DwarfError } from "../elf-error.js";

/** What is read at once where little is wanted in many places: a string, a header. */
const WINDOW_SIZE = 0x1_0000;
/** Of what has no known end, this many bytes are tried first, then so many times more. */
const FIRST_LENGTH = 0x4000;
const GROWTH = 8;
/** 16 MB: all strings of a kernel. */
const MOST_WINDOWS = 256;

/** One section of debug information, read a range at a time. One that a file doesn't have is empty. */
export class DwarfSection {
  readonly name: string;
  readonly size: number;
  readonly #content: ByteSource;
  readonly #windows = new Map<number, Uint8Array>();

  constructor(name: string, content: ByteSource) {
    this.name = name;
    this.size = content.size;
    this.#content = content;
  }

  /** A range, read anew: for what is large or kept by who asks. Throws `DwarfError` outside the section. */
  range(offset: number, length: number): Uint8Array {
    this.#check(offset, length);
    return readRange(this.#content, this.name, offset, length);
  }

  /** A cursor over a range; its messages give places of the section. */
  cursor(offset: number, length: number): Cursor {
    return new Cursor(this.range(offset, length), this.name, offset);
  }

  /** A cursor for a few bytes, out of what was read before. */
  peek(offset: number, length: number): Cursor {
    this.#check(offset, length);
    const window = Math.floor(offset / WINDOW_SIZE);
    const start = window * WINDOW_SIZE;
    if (offset + length > start + WINDOW_SIZE) return this.cursor(offset, length);
    return new Cursor(this.#window(window).subarray(offset - start, offset - start + length), this.name, offset);
  }

  /**
   * Reads what begins at an offset and whose end is known only when it has been read: from a little of the section first, and
   * from more where that wasn't enough.
   */
  read<T>(offset: number, read: (cursor: Cursor) => T): T {
    this.#check(offset, 0);
    const rest = this.size - offset;
    for (let length = FIRST_LENGTH; length < rest; length *= GROWTH) {
      try {
        return read(this.peek(offset, length));
      } catch (error) {
        if (!(error instanceof DwarfError)) throw error;
      }
    }
    return read(this.cursor(offset, rest));
  }

  /** The bytes of a NUL-terminated string, without the NUL. */
  string(offset: number): Uint8Array {
    this.#check(offset, 1);
    const parts: Uint8Array[] = [];
    for (let window = Math.floor(offset / WINDOW_SIZE), at = offset % WINDOW_SIZE; ; window++, at = 0) {
      if (window * WINDOW_SIZE >= this.size) throw new DwarfError(`${this.name}+0x${offset.toString(16)}: a string without an end`);
      const bytes = this.#window(window);
      const end = bytes.indexOf(0, at);
      if (end >= 0 && parts.length === 0) return bytes.subarray(at, end);
      parts.push(bytes.subarray(at, end < 0 ? bytes.length : end));
      if (end >= 0) return Buffer.concat(parts);
    }
  }

  #window(window: number): Uint8Array {
    let bytes = this.#windows.get(window);
    if (bytes === undefined) {
      const start = window * WINDOW_SIZE;
      bytes = this.range(start, Math.min(WINDOW_SIZE, this.size - start));
      // The oldest goes: strings that are wanted together lie together.
      if (this.#windows.size >= MOST_WINDOWS) this.#windows.delete(this.#windows.keys().next().value ?? 0);
      this.#windows.set(window, bytes);
    }
    return bytes;
  }

  #check(offset: number, length: number): void {
    if (offset >= 0 && length >= 0 && offset + length <= this.size) return;
    throw new DwarfError(`${this.name}+0x${offset.toString(16)}: ${length} bytes where the section ends at 0x${this.size.toString(16)}`);
  }
}
