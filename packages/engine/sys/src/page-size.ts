import { readFileSync } from "node:fs";

const AT_PAGESZ = 6n;
let known: number | undefined;

/** Bytes in a page of this machine: 4096 on x86-64, up to 65536 on arm64. */
export function pageSize(): number {
  known ??= readPageSize();
  return known;
}

/** The kernel tells each process in its auxiliary vector: pairs of key and value. */
function readPageSize(): number {
  const bytes = readFileSync("/proc/self/auxv");
  for (let offset = 0; offset + 16 <= bytes.length; offset += 16) {
    if (bytes.readBigUInt64LE(offset) === AT_PAGESZ) return Number(bytes.readBigUInt64LE(offset + 8));
  }
  throw new Error("read /proc/self/auxv: no page size in it");
}
