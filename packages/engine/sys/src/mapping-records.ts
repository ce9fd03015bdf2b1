import { perfMapPage, perfRecords } from "./abi/perf-attr.js";
import type { Fd } from "./fd.js";
import type { Mapping, Memory } from "./memory.js";

/** A file, or a part of it, that a process has mapped to run. */
export interface MappedFile {
  readonly start: bigint;
  readonly lengthBytes: number;
  /** The file's byte at `start`. */
  readonly fileOffset: number;
  /** Its path, or the kernel's word for memory that is no file's: `[vdso]`, `//anon`. */
  readonly path: string;
}

/** What is told of each record. */
export interface MappingVisitor {
  mapped(pid: number, file: MappedFile): void;
  /** A process has a copy of its parent's memory. */
  forked(pid: number, parent: number): void;
}

const HEADER_BYTES = 8;
/** Of a `PERF_RECORD_MMAP2`, where the path begins. */
const PATH_AT = 72;

/**
 * The ring of a perf event that `recordsMappings` on a CPU: what is mapped to run there, and what is forked. Linux 3.12.
 *
 * ```
 * page 0   data_head (written by the kernel), data_tail (written here)
 * page 1…  records  | u32 type, u16 misc, u16 bytes |
 *          mmap2    | u32 pid, tid | u64 address, bytes, offset | device, inode, protection | path |
 *          fork     | u32 pid, parent, tid, parent's tid |
 * ```
 *
 * What doesn't fit while nobody reads is lost.
 */
export class MappingRecords {
  readonly #mapping: Mapping;
  readonly #head: BigInt64Array;
  readonly #tail: BigInt64Array;
  readonly #bytes: Buffer;

  /** Maps the event's ring of `sizeBytes`, a power of two of pages. The event has to stay open, and closed by its owner. */
  constructor(memory: Memory, event: Fd, sizeBytes: number) {
    const { pageSize } = memory;
    this.#mapping = memory.map(event, { lengthBytes: pageSize + sizeBytes, isWritable: true });
    this.#head = new BigInt64Array(this.#mapping.buffer, perfMapPage.dataHead, 1);
    this.#tail = new BigInt64Array(this.#mapping.buffer, perfMapPage.dataTail, 1);
    this.#bytes = Buffer.from(this.#mapping.buffer, pageSize, sizeBytes);
  }

  /** Visits what has been written since the last time, oldest first. */
  drain(visitor: MappingVisitor): void {
    const head = Number(Atomics.load(this.#head, 0));
    let at = Number(Atomics.load(this.#tail, 0));
    while (at < head) {
      const record = this.#record(at);
      visit(record, visitor);
      at += record.length;
    }
    Atomics.store(this.#tail, 0, BigInt(at));
  }

  close(): void {
    this.#mapping.close();
  }

  /** A copy of the record at a position, which may go on at the ring's beginning. */
  #record(position: number): Buffer {
    const mask = this.#bytes.length - 1;
    const start = position & mask;
    // Headers don't cross the end: records are multiples of 8 bytes.
    const length = Math.max(HEADER_BYTES, this.#bytes.readUInt16LE(start + 6));
    const end = start + length;
    if (end <= this.#bytes.length) return Buffer.from(this.#bytes.subarray(start, end));
    return Buffer.concat([this.#bytes.subarray(start), this.#bytes.subarray(0, end & mask)]);
  }
}

function visit(record: Buffer, visitor: MappingVisitor): void {
  const type = record.readUInt32LE(0);
  if (type === perfRecords.fork) {
    const [pid, parent] = [record.readUInt32LE(8), record.readUInt32LE(12)];
    // Else it's a thread.
    if (pid !== parent) visitor.forked(pid, parent);
  } else if (type === perfRecords.mmap2) {
    const end = record.indexOf(0, PATH_AT);
    visitor.mapped(record.readUInt32LE(8), {
      start: record.readBigUInt64LE(16),
      lengthBytes: Number(record.readBigUInt64LE(24)),
      fileOffset: Number(record.readBigUInt64LE(32)),
      path: record.toString("latin1", PATH_AT, end === -1 ? record.length : end),
    });
  }
}
