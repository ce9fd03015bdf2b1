/** Bytes that are not a well-formed ELF file, or one of a kind that isn't read here. The message says where. */
export class ElfError extends Error {
  override readonly name: string = "ElfError";
}

/** Debug information that is not well-formed, or of a kind that isn't read here. The message says where. */
export class DwarfError extends ElfError {
  override readonly name = "DwarfError";
}
