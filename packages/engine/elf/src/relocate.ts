import { Cursor } from "./cursor.js";
import type { ElfMachine, ElfSection } from "./elf-header.js";

const SHT_RELA = 4;
const RECORD_SIZE = 24;

/** How many bytes each relocation fills with symbol + addend; those found in debug information, and no others. */
const WIDTHS: Readonly<Record<ElfMachine, Readonly<Record<number, number>>>> = {
  // R_X86_64_64, _DTPOFF64; _32, _32S, _DTPOFF32
  x86_64: { 1: 8, 17: 8, 10: 4, 11: 4, 21: 4 },
  // R_AARCH64_ABS64, _ABS32
  arm64: { 257: 8, 258: 4 },
  other: {},
};

/** `R_X86_64_PC32`, `_PC64` and `R_AARCH64_PREL32`, `_PREL64`: from the place itself, as in `.eh_frame`. */
const RELATIVE_WIDTHS: Readonly<Record<ElfMachine, Readonly<Record<number, number>>>> = {
  x86_64: { 2: 4, 24: 8 },
  arm64: { 261: 4, 260: 8 },
  other: {},
};

/** What a relocation section says. */
export interface Relocations {
  /** The section's name, for messages. */
  readonly what: string;
  readonly machine: ElfMachine;
  readonly records: Uint8Array;
  readonly symbolAddress: (index: number) => bigint;
  /** Where the section that is relocated begins in memory. */
  readonly sectionAddress: bigint;
}

/** The section that says how another is to be relocated. */
export function relocationsOf(sections: readonly ElfSection[], section: ElfSection): ElfSection | undefined {
  return sections.find(({ type, info }) => type === SHT_RELA && info === section.index);
}

/** Fills in the addresses that a relocatable file leaves open. Throws `ElfError` for places outside the section. */
export function relocate(bytes: Uint8Array, { what, machine, records, symbolAddress, sectionAddress }: Relocations): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cursor = new Cursor(records, what);
  while (cursor.end - cursor.at >= RECORD_SIZE) {
    const offset = cursor.size64();
    const type = cursor.u32();
    const symbol = cursor.u32();
    const addend = cursor.i64();
    const width = WIDTHS[machine][type] ?? RELATIVE_WIDTHS[machine][type];
    if (width === undefined) continue;
    if (offset + width > bytes.length) cursor.fail(`relocates byte ${offset} of ${bytes.length}`);
    const value = symbolAddress(symbol) + addend - (type in WIDTHS[machine] ? 0n : sectionAddress + BigInt(offset));
    if (width === 8) view.setBigUint64(offset, BigInt.asUintN(64, value), true);
    else view.setUint32(offset, Number(BigInt.asUintN(32, value)), true);
  }
}
