import { ElfError } from "./elf-error.js";

/** Bytes that are read a range at a time: debug information may be larger than what is wanted in memory. */
export interface ByteSource {
  readonly size: number;
  /** The bytes of a range that lies inside; they must not be changed. May throw what reading throws. */
  read(offset: number, length: number): Uint8Array;
}

/** Bytes in memory as a source. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** Reads a range. Throws `ElfError`, which names `what`, for one that isn't inside. */
export function readRange(source: ByteSource, what: string, offset: number, length: number): Uint8Array {
  if (!(offset >= 0 && length >= 0 && offset + length <= source.size)) {
    throw new ElfError(`${what}: ends at byte ${offset + length} of ${source.size}`);
  }
  const bytes = source.read(offset, length);
  if (bytes.length !== length) throw new ElfError(`${what}: ${bytes.length} of ${length} bytes could be read`);
  return bytes;
}
