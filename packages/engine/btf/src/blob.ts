import { BtfError } from "./btf-error.js";

/** The two sections of a blob, checked to lie inside it and turned to this machine's byte order. */
export interface Blob {
  /** The type section as 32-bit words: everything in it is made of them. */
  readonly words: Uint32Array;
  /** The string section: NUL-terminated names, the first one empty. */
  readonly strings: Uint8Array;
}

export const BTF_MAGIC = 0xeb9f;
export const BTF_VERSION = 1;
/**
 *     struct btf_header { u16 magic; u8 version, flags; u32 hdr_len, type_off, type_len, str_off, str_len; }
 *
 * The offsets count from the end of the header.
 */
export const BTF_HEADER_SIZE = 24;

const HOST_IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Takes a blob's header apart. Throws `BtfError` for anything but a version-1 blob whose sections are inside it. */
export function openBlob(bytes: Uint8Array): Blob {
  if (bytes.length < BTF_HEADER_SIZE) throw new BtfError(`header: ${bytes.length} bytes where ${BTF_HEADER_SIZE} are needed`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = view.getUint16(0, true) === BTF_MAGIC;
  if (!littleEndian && view.getUint16(0, false) !== BTF_MAGIC) throw new BtfError("header: not BTF (wrong magic)");
  const version = view.getUint8(2);
  if (version !== BTF_VERSION) throw new BtfError(`header: unknown version ${version}`);
  const headerSize = view.getUint32(4, littleEndian);
  if (headerSize < BTF_HEADER_SIZE) throw new BtfError(`header: length ${headerSize} is less than ${BTF_HEADER_SIZE}`);

  const section = (name: string, at: number): Uint8Array => {
    const start = headerSize + view.getUint32(at, littleEndian);
    const end = start + view.getUint32(at + 4, littleEndian);
    if (end > bytes.length) throw new BtfError(`${name} section: ends at byte ${end} of ${bytes.length}`);
    return bytes.subarray(start, end);
  };
  const types = section("type", 8);
  const strings = section("string", 16);
  if (types.length % 4 !== 0) throw new BtfError(`type section: ${types.length} bytes are not whole words`);
  if (strings.length > 0 && strings[strings.length - 1] !== 0) throw new BtfError("string section: last name has no end");
  return { words: wordsOf(types, littleEndian), strings };
}

/** A view of the bytes where alignment and byte order allow one (as they do for the running kernel), else a copy. */
function wordsOf(bytes: Uint8Array, littleEndian: boolean): Uint32Array {
  if (littleEndian === HOST_IS_LITTLE && bytes.byteOffset % 4 === 0) {
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, index) => view.getUint32(index * 4, littleEndian));
}
