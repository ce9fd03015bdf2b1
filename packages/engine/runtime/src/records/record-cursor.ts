/** A place in the ring's memory, from which a record's arguments are read one after the other. */
export class RecordCursor {
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  /** Byte offset of the next argument: a multiple of 8. */
  at = 0;

  constructor(memory: ArrayBuffer) {
    this.words = new Int32Array(memory);
    this.bytes = new Uint8Array(memory);
  }

  /** Lower half of the long at a byte offset, signed. */
  low(at: number): number {
    return this.words[at >>> 2] as number;
  }

  /** Upper half of the long at a byte offset, signed. */
  high(at: number): number {
    return this.words[(at >>> 2) + 1] as number;
  }

  /** The next long. */
  long(): bigint {
    const { at } = this;
    this.at = at + 8;
    return (BigInt(this.high(at)) << 32n) | BigInt(this.low(at) >>> 0);
  }

  /** `length` bytes at a byte offset, a character for each. */
  latin1(at: number, length: number): string {
    return Buffer.from(this.bytes.buffer, at, length).toString("latin1");
  }

  /** A string of `length` bytes at a byte offset, up to its NUL. */
  text(at: number, length: number): string {
    const end = at + length;
    const nul = this.bytes.indexOf(0, at);
    const stop = nul < 0 || nul > end ? end : nul;
    return Buffer.from(this.bytes.buffer, at, stop - at).toString("latin1");
  }
}
