import type { Fd } from "./fd.js";
import type { Mapping, Memory } from "./memory.js";

/**
 * Called for each record with its place in `RingBuffer.buffer`: a multiple of 8, the whole record without a break. Its
 * memory belongs to the kernel again once `drain` returns.
 */
export type RecordVisitor = (byteOffset: number, lengthBytes: number) => void;

const headerSizeBytes = 8;
const discardBit = 0x4000_0000;
const lengthMask = 0x3fff_ffff;

/**
 * Whether the machine keeps loads in order by itself. Where it doesn't, a record's header has to be loaded with acquire
 * ordering, which V8 makes a call of its own: 6 ns a record.
 */
const loadsStayOrdered = process.arch === "x64";

/**
 * The reading end of a `ringbuf` map (since 5.8). One per map: the consumer position lives in the map.
 *
 * ```
 * page 0   consumer position   written here, read by the kernel to see how much room there is
 * page 1   producer position   read only
 * page 2…  data                read only, mapped twice in a row so that a record at the end is contiguous
 *
 * record   | u32 length, bit 31 busy, bit 30 discarded | u32 page offset | length bytes, padded to 8 |
 * ```
 */
export class RingBuffer {
  /** The data area, twice in a row: lay `DataView`s or typed arrays over it. */
  readonly buffer: ArrayBuffer;
  /** Bytes of the data area. */
  readonly sizeBytes: number;
  readonly #consumer: Mapping;
  readonly #producer: Mapping;
  readonly #consumerPosition: BigInt64Array;
  readonly #producerPosition: BigInt64Array;
  readonly #dataOffset: number;
  readonly #words: Int32Array;
  #position: number;

  /** Maps the ring of `map`, whose `maxEntries` is `sizeBytes`. Neither closes the map nor needs it later. */
  constructor(memory: Memory, map: Fd, sizeBytes: number) {
    const { pageSize } = memory;
    this.#consumer = memory.map(map, { lengthBytes: pageSize, isWritable: true });
    try {
      this.#producer = memory.map(map, { lengthBytes: pageSize + 2 * sizeBytes, offsetBytes: pageSize });
    } catch (error) {
      this.#consumer.close();
      throw error;
    }
    this.buffer = this.#producer.buffer;
    this.sizeBytes = sizeBytes;
    this.#consumerPosition = new BigInt64Array(this.#consumer.buffer, 0, 1);
    this.#producerPosition = new BigInt64Array(this.#producer.buffer, 0, 1);
    this.#dataOffset = pageSize;
    this.#words = new Int32Array(this.#producer.buffer, pageSize, (2 * sizeBytes) / 4);
    this.#position = Number(Atomics.load(this.#consumerPosition, 0));
  }

  /** Bytes the programs have reserved and `drain` has not yet passed. */
  get pendingBytes(): number {
    return Number(Atomics.load(this.#producerPosition, 0)) - this.#position;
  }

  /**
   * Visits every record committed before the call, oldest first, and returns how many there were. Stops early at a record
   * that is reserved but not yet committed. If the visitor throws, its record counts as read.
   */
  drain(visit: RecordVisitor): number {
    const words = this.#words;
    const mask = this.sizeBytes - 1;
    const firstRecord = this.#dataOffset + headerSizeBytes;
    // Room is given back in steps, so that a long drain does not starve the programs.
    const stepBytes = this.sizeBytes >>> 3;
    const start = this.#position;
    const startOffset = start % this.sizeBytes;
    const pending = this.pendingBytes;
    // Counted from the start, since the position itself outgrows the fast small integers.
    let passed = 0;
    let released = 0;
    let count = 0;
    try {
      while (passed < pending) {
        const byteOffset = (startOffset + passed) & mask;
        const index = byteOffset >>> 2;
        // The kernel clears the busy bit, the sign of the word, with release ordering; this load is the matching acquire.
        const header = loadsStayOrdered ? words[index]! : Atomics.load(words, index);
        if (header < 0) break;
        const lengthBytes = header & lengthMask;
        passed += headerSizeBytes + ((lengthBytes + 7) & ~7);
        if ((header & discardBit) === 0) {
          count++;
          visit(firstRecord + byteOffset, lengthBytes);
        }
        if (passed - released >= stepBytes) {
          this.#release(start + passed);
          released = passed;
        }
      }
    } finally {
      if (passed !== released) this.#release(start + passed);
    }
    return count;
  }

  /** Tells the kernel in one 64-bit store: a position torn into halves would make the ring look full. */
  #release(position: number): void {
    this.#position = position;
    Atomics.store(this.#consumerPosition, 0, BigInt(position));
  }

  /** Unmaps. Records not drained stay in the map. */
  close(): void {
    this.#producer.close();
    this.#consumer.close();
  }
}
