/** Bytes put together before they are written: one write for a whole drain. */
export class OutputBuffer {
  /** The memory; only bytes before `length` mean something. Writers may lay bytes after it once they are reserved. */
  bytes: Buffer;
  length = 0;
  readonly #initialBytes: number;

  constructor(initialBytes = 1 << 16) {
    this.#initialBytes = initialBytes;
    this.bytes = Buffer.allocUnsafeSlow(initialBytes);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.bytes.length));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  /** Appends latin1 text. */
  text(text: string): void {
    this.reserve(text.length);
    this.length += this.bytes.write(text, this.length, "latin1");
  }

  /** Gives the bytes away and starts anew. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length);
    // A small rest isn't worth a buffer of its own: copy it and keep the memory.
    if (this.length < this.#initialBytes / 4) {
      const copy = Uint8Array.prototype.slice.call(taken);
      this.length = 0;
      return copy;
    }
    this.bytes = Buffer.allocUnsafeSlow(this.#initialBytes);
    this.length = 0;
    return taken;
  }
}
