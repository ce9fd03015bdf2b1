import { Cursor } from "./cursor.js";
import type { ElfFile } from "./elf-file.js";
import { notesOf } from "./notes.js";
import { parseSdtArguments, type SdtArgument } from "./sdt-argument.js";

const NT_STAPSDT = 3;

/** A static mark of a program: what `STAP_PROBE(provider, name, …)` leaves behind. */
export interface SdtNote {
  readonly provider: string;
  readonly name: string;
  /** The address of the mark's `nop`. */
  readonly pc: bigint;
  /** A 16-bit counter that has to be raised for the mark to compute its arguments; 0 when it always does. */
  readonly semaphore: bigint;
  readonly argumentText: string;
  readonly arguments: readonly SdtArgument[];
}

/**
 * The static marks of a file, in the order of its notes.
 *
 *     u64 pc, base, semaphore; char provider[], name[], arguments[];
 *
 * `base` is where `.stapsdt.base` was when the note was written: prelinking moves both, and the difference is how far.
 */
export function* sdtNotesOf(file: ElfFile): Generator<SdtNote> {
  const baseSection = file.section(".stapsdt.base");
  for (const { owner, type, content } of notesOf(file)) {
    if (owner !== "stapsdt" || type !== NT_STAPSDT) continue;
    const cursor = new Cursor(content, "note stapsdt");
    const [pc, base, semaphore] = [cursor.u64(), cursor.u64(), cursor.u64()];
    const provider = cursor.string();
    const name = cursor.string();
    const argumentText = cursor.string();
    const moved = baseSection === undefined || base === 0n ? 0n : baseSection.address - base;
    yield {
      provider,
      name,
      pc: pc + moved,
      semaphore: semaphore === 0n ? 0n : semaphore + moved,
      argumentText,
      arguments: parseSdtArguments(argumentText, file.machine),
    };
  }
}
