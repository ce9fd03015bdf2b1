import { Cursor } from "./cursor.js";
import type { ElfFile } from "./elf-file.js";

/** The file that a stripped file names as the home of its debug information. */
export interface DebugLink {
  /** Without a folder. */
  readonly fileName: string;
  /** The CRC-32 of that file's content. */
  readonly crc: number;
}

/** What dwz has moved into a file that several share. */
export interface AlternateLink {
  readonly path: string;
  /** In hexadecimal. */
  readonly buildId: string;
}

/** `.gnu_debuglink`: `objcopy --add-gnu-debuglink` writes it. */
export function debugLinkOf(file: ElfFile): DebugLink | undefined {
  const bytes = file.bytes(".gnu_debuglink");
  if (bytes === undefined) return undefined;
  const cursor = new Cursor(bytes, "section .gnu_debuglink");
  const fileName = cursor.string();
  cursor.align(4);
  return { fileName, crc: cursor.u32() };
}

/** `.gnu_debugaltlink`: `dwz -m` writes it. */
export function alternateLinkOf(file: ElfFile): AlternateLink | undefined {
  const bytes = file.bytes(".gnu_debugaltlink");
  if (bytes === undefined) return undefined;
  const cursor = new Cursor(bytes, "section .gnu_debugaltlink");
  const path = cursor.string();
  return { path, buildId: Buffer.from(cursor.take(cursor.end - cursor.at)).toString("hex") };
}
