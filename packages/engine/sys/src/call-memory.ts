/** The memory of one system call in flight: structures laid out for the kernel, and buffers it may touch. */
export class CallMemory {
  readonly #bytes: Uint8Array;
  readonly #baseAddress: number;
  readonly #addressOf: (memory: Uint8Array) => bigint;
  readonly #kept: Uint8Array[] = [];
  #used = 0;

  /** All of the memory; `reserve` answers offsets into it. */
  readonly view: DataView;

  /** Allocated once: fresh memory for every call would cost more than the call. */
  constructor(addressOf: (memory: Uint8Array) => bigint, sizeBytes = 4096) {
    this.#bytes = new Uint8Array(sizeBytes);
    this.#addressOf = addressOf;
    this.#baseAddress = Number(addressOf(this.#bytes));
    this.view = new DataView(this.#bytes.buffer);
  }

  /** Zeroed room for a structure, as an offset into `view`. */
  reserve(sizeBytes: number): number {
    const offset = this.#used;
    this.#used = (offset + sizeBytes + 7) & ~7;
    this.#bytes.fill(0, offset, this.#used);
    return offset;
  }

  /** The address of a reserved offset. */
  addressAt(offset: number): number {
    return this.#baseAddress + offset;
  }

  /** The address of somebody's buffer, which stays reachable until `release`; 0 for an empty one. */
  addressOf(buffer: Uint8Array): number {
    if (buffer.length === 0) return 0;
    this.#kept.push(buffer);
    return Number(this.#addressOf(buffer));
  }

  /** The address of a copy of `text` with a terminating NUL. */
  addressOfText(text: string): number {
    return this.addressOf(Buffer.from(`${text}\0`));
  }

  /** The call is over. */
  release(): void {
    this.#used = 0;
    this.#kept.length = 0;
  }
}
