/** The next multiple of 8: everything the two halves share is laid out in 8-byte words. */
export function wholeWords(bytes: number): number {
  return (bytes + 7) & ~7;
}

/** Bytes of the buffer that holds any string of at most `bound` bytes with its NUL. */
export function stringSize(bound: number): number {
  return wholeWords(bound + 1);
}

/**
 * Buffers up to this size are always zero to their end, so they are moved and compared as 8-byte words. Larger ones
 * are zero-padded only as keys of maps.
 */
export const PADDED_SIZE = 64;
