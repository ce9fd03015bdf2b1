import type { Fd } from "./fd.js";
import type { Mapping, Memory } from "./memory.js";

/**
 * Called for each record with its place in `RingBuffer.buffer`: a multiple of 8, the whole record without a break. It's
 * there until the visitor returns.
 */
export type RecordVisitor = (byteOffset: number, lengthBytes: number) => void;

const headerSizeBytes = 8;
const discardBit = 0x4000_0000;
const lengthMask = 0x3fff_ffff;

/** Room for copies. Memory the copies never reach is never touched. */
const roomBytes = 32 << 20;

/** Records visited between two looks into the ring. */
const sliceRecords = 256;

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
 *
 * Records are copied out as they are, and visited in the copy: programs get their room back at the pace of a memory copy,
 * not at that of a visitor, which takes a hundred times longer while its code is new to V8 or the processors are busy.
 */
export class RingBuffer {
  /** Where visited records lie: lay `DataView`s or typed arrays over it. */
  readonly buffer: ArrayBuffer;
  /** Bytes of the ring's data area. */
  readonly sizeBytes: number;
  readonly #consumer: Mapping;
  readonly #producer: Mapping;
  readonly #consumerPosition: BigInt64Array;
  readonly #producerPosition: BigInt64Array;
  readonly #ringBytes: Uint8Array;
  readonly #ringWords: Int32Array;
  readonly #copyBytes: Uint8Array;
  readonly #copyWords: Int32Array;
  /** Positions count bytes since the map was made: that of the first byte of the copy, */
  #origin: number;
  /** the record to visit next, */
  #visited: number;
  /** and the first that isn't copied yet. */
  #copied: number;

  /** Maps the ring of `map`, whose `maxEntries` is `sizeBytes`. Neither closes the map nor needs it later. */
  constructor(memory: Memory, map: Fd, sizeBytes: number, copyBytes = Math.max(roomBytes, sizeBytes)) {
    const { pageSize } = memory;
    this.#consumer = memory.map(map, { lengthBytes: pageSize, isWritable: true });
    try {
      this.#producer = memory.map(map, { lengthBytes: pageSize + 2 * sizeBytes, offsetBytes: pageSize });
    } catch (error) {
      this.#consumer.close();
      throw error;
    }
    this.sizeBytes = sizeBytes;
    this.#consumerPosition = new BigInt64Array(this.#consumer.buffer, 0, 1);
    this.#producerPosition = new BigInt64Array(this.#producer.buffer, 0, 1);
    this.#ringBytes = new Uint8Array(this.#producer.buffer, pageSize, 2 * sizeBytes);
    this.#ringWords = new Int32Array(this.#producer.buffer, pageSize, (2 * sizeBytes) / 4);
    this.buffer = new ArrayBuffer(copyBytes);
    this.#copyBytes = new Uint8Array(this.buffer);
    this.#copyWords = new Int32Array(this.buffer);
    this.#copied = Number(Atomics.load(this.#consumerPosition, 0));
    this.#origin = this.#copied;
    this.#visited = this.#copied;
  }

  /** Bytes the programs have reserved and `drain` has not yet passed. */
  get pendingBytes(): number {
    return this.#produced() - this.#visited;
  }

  /**
   * Visits records, oldest first, and returns how many there were: every one committed before the call, or as many as
   * `budgetMs` milliseconds allow. Stops early at a record that is reserved but not yet committed. If the visitor throws,
   * its record counts as read.
   */
  drain(visit: RecordVisitor, budgetMs = Infinity): number {
    const goal = this.#produced();
    const deadline = budgetMs === Infinity ? Infinity : performance.now() + budgetMs;
    let count = 0;
    while (this.#visited < goal) {
      this.#copy();
      if (this.#visited === this.#copied) break;
      count += this.#visitSlice(visit);
      if (deadline !== Infinity && performance.now() >= deadline) break;
    }
    return count;
  }

  #produced(): number {
    return Number(Atomics.load(this.#producerPosition, 0));
  }

  /** Copies what is committed, as far as there's room, and gives it back to the programs. */
  #copy(): void {
    const pending = this.#produced() - this.#copied;
    if (pending === 0) return;
    this.#makeRoom();
    const at = this.#copied - this.#origin;
    const start = this.#copied % this.sizeBytes;
    const length = this.#committedBytes(start, Math.min(pending, this.#copyBytes.length - at));
    if (length === 0) return;
    this.#copyBytes.set(this.#ringBytes.subarray(start, start + length), at);
    this.#copied += length;
    // One 64-bit store: a position torn into halves would make the ring look full.
    Atomics.store(this.#consumerPosition, 0, BigInt(this.#copied));
  }

  /** Bytes of the committed records from an offset of the ring on, `most` at most. */
  #committedBytes(start: number, most: number): number {
    const words = this.#ringWords;
    const mask = this.sizeBytes - 1;
    let passed = 0;
    while (passed < most) {
      const index = ((start + passed) & mask) >>> 2;
      // The kernel clears the busy bit, the sign of the word, with release ordering; this load is the matching acquire.
      const header = loadsStayOrdered ? words[index]! : Atomics.load(words, index);
      if (header < 0) break;
      const next = passed + recordBytes(header);
      if (next > most) break;
      passed = next;
    }
    return passed;
  }

  /** Begins the copy anew where nothing in it waits; moves what waits to its beginning when that is worth it. */
  #makeRoom(): void {
    if (this.#visited !== this.#copied) {
      const passed = this.#visited - this.#origin;
      if (passed < this.#copyBytes.length / 2) return;
      this.#copyBytes.copyWithin(0, passed, this.#copied - this.#origin);
    }
    this.#origin = this.#visited;
  }

  #visitSlice(visit: RecordVisitor): number {
    const words = this.#copyWords;
    // Counted from the origin, since positions outgrow the fast small integers.
    const end = this.#copied - this.#origin;
    let at = this.#visited - this.#origin;
    let count = 0;
    try {
      for (let left = sliceRecords; at < end && left > 0; left--) {
        const header = words[at >>> 2]!;
        const record = at + headerSizeBytes;
        at += recordBytes(header);
        if ((header & discardBit) !== 0) continue;
        count++;
        visit(record, header & lengthMask);
      }
    } finally {
      this.#visited = this.#origin + at;
    }
    return count;
  }

  /** Unmaps. Records not drained are lost. */
  close(): void {
    this.#producer.close();
    this.#consumer.close();
  }
}

/** Bytes a record takes with its header. */
function recordBytes(header: number): number {
  return headerSizeBytes + (((header & lengthMask) + 7) & ~7);
}
