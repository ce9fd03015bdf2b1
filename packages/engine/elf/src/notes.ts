import { Cursor } from "./cursor.js";
import type { ElfFile } from "./elf-file.js";

const SHT_NOTE = 7;
const NT_GNU_BUILD_ID = 3;

/** One note. */
export interface ElfNote {
  /** Who defined it: `GNU`, `stapsdt`. */
  readonly owner: string;
  readonly type: number;
  readonly content: Uint8Array;
}

/** The notes of one section's bytes (or of /sys/kernel/notes). Throws `ElfError` when one has no end. */
export function* parseNotes(bytes: Uint8Array, what = "notes"): Generator<ElfNote> {
  const cursor = new Cursor(bytes, what);
  while (cursor.end - cursor.at >= 12) {
    const ownerSize = cursor.u32();
    const contentSize = cursor.u32();
    const type = cursor.u32();
    const owner = Buffer.from(cursor.take(ownerSize)).toString("latin1").replace(/\0+$/, "");
    cursor.align(4);
    const content = cursor.take(contentSize);
    cursor.align(4);
    yield { owner, type, content };
  }
}

/** All notes of a file. */
export function* notesOf(file: ElfFile): Generator<ElfNote> {
  for (const section of file.sections) {
    if (section.type !== SHT_NOTE) continue;
    const content = file.content(section);
    yield* parseNotes(content.read(0, content.size), `section ${section.name}`);
  }
}

/** The hexadecimal name that the linker gave to a build, in any of the notes. */
export function buildIdIn(notes: Iterable<ElfNote>): string | undefined {
  for (const { owner, type, content } of notes) {
    if (owner === "GNU" && type === NT_GNU_BUILD_ID) return Buffer.from(content).toString("hex");
  }
  return undefined;
}

/** A file's build-id; undefined when it was linked without one. */
export function buildIdOf(file: ElfFile): string | undefined {
  return buildIdIn(notesOf(file));
}
