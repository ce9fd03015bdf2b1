import type { Fd } from "./fd.js";

/** Part of a file mapped into memory: what to map and how. Offsets and lengths are multiples of the page size. */
export interface MappingSpec {
  readonly lengthBytes: number;
  readonly offsetBytes?: number;
  /** Without it the memory is read-only, and a write to it from JavaScript kills the process. */
  readonly isWritable?: boolean;
}

/**
 * Memory shared with the kernel. After `close` views that are still around read zeros: they never fault, and the address
 * space is given back once the last of them is collected.
 */
export interface Mapping {
  /** The memory itself; any view may be laid over it, `Atomics` work on it. */
  readonly buffer: ArrayBuffer;
  close(): void;
}

/** mmap(2). */
export interface Memory {
  /** Maps a file, shared. The mapping outlives the descriptor. */
  map(fd: Fd, spec: MappingSpec): Mapping;
  /** Bytes in a page of this machine. */
  readonly pageSize: number;
}
