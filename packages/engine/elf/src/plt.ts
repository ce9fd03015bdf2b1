import { Cursor } from "./cursor.js";
import type { ElfFile } from "./elf-file.js";

const RECORD_SIZE = 24;
const SLOT_SIZE = 16;
const ARM64_HEADER_SIZE = 32;

/** One entry of a procedure linkage table: where calls of another file's function go through. */
export interface PltEntry {
  readonly name: string;
  /** The version wanted: `GLIBC_2.34`. */
  readonly version: string | undefined;
  readonly address: bigint;
  /** The word that holds the function's address once it's bound. */
  readonly slot: bigint;
}

/** The entries of `.plt`, `.plt.sec` and `.plt.got`, by address. */
export function pltEntriesOf(file: ElfFile): PltEntry[] {
  const slots = readSlots(file);
  if (slots.size === 0) return [];
  return file.machine === "arm64" ? arm64Entries(file, slots) : x86Entries(file, slots);
}

type Slot = Pick<PltEntry, "name" | "version">;

/** The functions that words of the global offset table will be bound to, by the words' addresses. */
function readSlots(file: ElfFile): ReadonlyMap<bigint, Slot> {
  const symbols = file.dynamicSymbols();
  const slots = new Map<bigint, Slot>();
  if (symbols === undefined) return slots;
  for (const section of [".rela.plt", ".rela.dyn"]) {
    const cursor = new Cursor(file.bytes(section) ?? new Uint8Array(), `section ${section}`);
    while (cursor.end - cursor.at >= RECORD_SIZE) {
      const address = cursor.u64();
      cursor.skip(4);
      const index = cursor.u32();
      cursor.skip(8);
      if (index === 0) continue;
      const { name, version } = symbols.row(index);
      if (!slots.has(address)) slots.set(address, { name, version });
    }
  }
  return slots;
}

/**
 * Each entry has a `jmp *slot(%rip)` (`ff 25` and 32 bits from the next instruction on) behind what protects or prefixes it. In a
 * table that has it elsewhere (`.plt` beside `.plt.sec`) there are none to find.
 */
function x86Entries(file: ElfFile, slots: ReadonlyMap<bigint, Slot>): PltEntry[] {
  return [".plt", ".plt.sec", ".plt.got"].flatMap((name) => {
    const section = file.section(name);
    const bytes = file.bytes(name);
    if (section === undefined || bytes === undefined) return [];
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entries: PltEntry[] = [];
    for (let at = 0; at + 6 <= bytes.length; at++) {
      if (bytes[at] !== 0xff || bytes[at + 1] !== 0x25) continue;
      const slot = section.address + BigInt(at + 6) + BigInt(view.getInt32(at + 2, true));
      const found = slots.get(slot);
      if (found === undefined) continue;
      const size = section.entrySize === 8 ? 8 : SLOT_SIZE;
      entries.push({ ...found, slot, address: section.address + BigInt(at - (at % size)) });
      at += 5;
    }
    return entries;
  });
}

/** Entries lie in the order of their relocations, behind a header. */
function arm64Entries(file: ElfFile, slots: ReadonlyMap<bigint, Slot>): PltEntry[] {
  const section = file.section(".plt");
  const cursor = new Cursor(file.bytes(".rela.plt") ?? new Uint8Array(), "section .rela.plt");
  const entries: PltEntry[] = [];
  for (let index = 0; section !== undefined && cursor.end - cursor.at >= RECORD_SIZE; index++) {
    const slot = cursor.u64();
    cursor.skip(RECORD_SIZE - 8);
    const found = slots.get(slot);
    if (found !== undefined) entries.push({ ...found, slot, address: section.address + BigInt(ARM64_HEADER_SIZE + index * SLOT_SIZE) });
  }
  return entries;
}
