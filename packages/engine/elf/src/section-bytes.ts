import { type ByteSource, bytesSource, readRange } from "./byte-source.js";
import { Cursor } from "./cursor.js";
import { ElfError } from "./elf-error.js";
import { type ElfSection, SHF_COMPRESSED, SHT_NOBITS } from "./elf-header.js";

const COMPRESSION_HEADER_SIZE = 24;
const ELFCOMPRESS_ZLIB = 1;
const ELFCOMPRESS_ZSTD = 2;
/** No compressed section grows by more: zlib's best is about 1,030. */
const MOST_GROWTH = 1100;

/** A section's content as a source of its own: a range of the file or, when it's compressed, all of it in memory. */
export function sectionSource(file: ByteSource, section: ElfSection): ByteSource {
  const { name, offset, size } = section;
  if (section.type === SHT_NOBITS) return bytesSource(new Uint8Array());
  if (offset + size > file.size) throw new ElfError(`section ${name}: ends at byte ${offset + size} of ${file.size}`);
  if ((section.flags & SHF_COMPRESSED) !== 0) return bytesSource(inflate(name, readRange(file, `section ${name}`, offset, size)));
  return { size, read: (at, length) => file.read(offset + at, length) };
}

/**
 *     struct { u32 ch_type, ch_reserved; u64 ch_size, ch_addralign; }
 */
function inflate(name: string, bytes: Uint8Array): Uint8Array {
  const header = new Cursor(bytes, `section ${name}`);
  const method = header.u32();
  header.skip(4);
  const size = header.size64();
  if (method === ELFCOMPRESS_ZSTD) throw new ElfError(`section ${name}: compressed by zstd: write it anew with 'objcopy --decompress-debug-sections'`);
  if (method !== ELFCOMPRESS_ZLIB) throw new ElfError(`section ${name}: compressed by the unknown method ${method}`);
  if (size > bytes.length * MOST_GROWTH) throw new ElfError(`section ${name}: ${bytes.length} bytes can't hold ${size}`);
  let inflated: Uint8Array;
  try {
    // zlib takes longer to load than most of what start-up does.
    inflated = process.getBuiltinModule("node:zlib").inflateSync(bytes.subarray(COMPRESSION_HEADER_SIZE), { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    throw new ElfError(`section ${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (inflated.length !== size) throw new ElfError(`section ${name}: ${inflated.length} bytes where ${size} are said`);
  return inflated;
}
