import { type ByteSource, readRange } from "./byte-source.js";
import { Cursor } from "./cursor.js";
import { ElfError } from "./elf-error.js";

const MAGIC = 0x464c457f;
const CLASS_64 = 2;
const LITTLE_ENDIAN = 1;
const HEADER_SIZE = 64;
const SECTION_ENTRY_SIZE = 64;
const SEGMENT_ENTRY_SIZE = 56;
/** Section numbers from here on stand for something else: the true ones are in section 0. */
const SHN_XINDEX = 0xffff;
const PN_XNUM = 0xffff;

/** `ET_…`: what kind of file it is. */
export type ElfType = "relocatable" | "executable" | "shared" | "core";
/** `EM_…`, the machines that are known by name. */
export type ElfMachine = "x86_64" | "arm64" | "other";

/** One section, as its header has it. */
export interface ElfSection {
  readonly index: number;
  readonly name: string;
  /** `SHT_…`. */
  readonly type: number;
  /** `SHF_…`. */
  readonly flags: number;
  /** Where it is in memory; in a relocatable file, a place that is made up (see `ElfFile`). 0 for what isn't loaded. */
  readonly address: bigint;
  /** Where it is in the file. */
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly info: number;
  readonly alignment: number;
  readonly entrySize: number;
}

/** One program header. */
export interface ElfSegment {
  /** `PT_…`. */
  readonly type: number;
  /** `PF_…`. */
  readonly flags: number;
  readonly offset: number;
  readonly address: bigint;
  readonly fileSize: number;
  readonly memorySize: bigint;
}

/** A file's headers. */
export interface ElfHeader {
  readonly type: ElfType;
  readonly machine: ElfMachine;
  readonly entry: bigint;
  readonly sections: readonly ElfSection[];
  readonly segments: readonly ElfSegment[];
}

export const SHT_NOBITS = 8;
export const SHF_WRITE = 0x1;
export const SHF_ALLOC = 0x2;
export const SHF_EXECINSTR = 0x4;
export const SHF_COMPRESSED = 0x800;

const TYPES: Readonly<Record<number, ElfType>> = { 1: "relocatable", 2: "executable", 3: "shared", 4: "core" };
const MACHINES: Readonly<Record<number, ElfMachine>> = { 62: "x86_64", 183: "arm64" };

/** Reads the headers of a 64-bit little-endian file. Throws `ElfError` for anything else. */
export function readElfHeader(source: ByteSource): ElfHeader {
  if (source.size < HEADER_SIZE) throw new ElfError(`header: ${source.size} bytes where ${HEADER_SIZE} are needed`);
  const header = new Cursor(readRange(source, "header", 0, HEADER_SIZE), "header");
  if (header.u32() !== MAGIC) throw new ElfError("header: not an ELF file");
  const bits = header.u8();
  const order = header.u8();
  if (bits !== CLASS_64 || order !== LITTLE_ENDIAN) {
    throw new ElfError(`header: a ${bits === CLASS_64 ? 64 : 32}-bit ${order === LITTLE_ENDIAN ? "little" : "big"}-endian file where 64-bit little-endian ones are read`);
  }
  header.at = 16;
  const type = TYPES[header.u16()] ?? header.fail("unknown type of file");
  const machine = MACHINES[header.u16()] ?? "other";
  header.at = 24;
  const entry = header.u64();
  const segmentsAt = header.size64();
  const sectionsAt = header.size64();
  header.at = 54;
  const segmentEntrySize = header.u16();
  const segmentCount = header.u16();
  const sectionEntrySize = header.u16();
  const sectionCount = header.u16();
  const namesIndex = header.u16();

  const sections = sectionsAt === 0 ? [] : readSections(source, { at: sectionsAt, entrySize: sectionEntrySize, count: sectionCount, namesIndex });
  const trueSegmentCount = segmentCount === PN_XNUM ? (sections[0]?.info ?? 0) : segmentCount;
  return { type, machine, entry, sections, segments: readSegments(source, segmentsAt, segmentEntrySize, trueSegmentCount) };
}

interface SectionTable {
  readonly at: number;
  readonly entrySize: number;
  readonly count: number;
  readonly namesIndex: number;
}

function readSections(source: ByteSource, { at, entrySize, count, namesIndex }: SectionTable): readonly ElfSection[] {
  if (entrySize !== SECTION_ENTRY_SIZE) throw new ElfError(`header: section headers of ${entrySize} bytes where they have ${SECTION_ENTRY_SIZE}`);
  const first = readSection(new Cursor(readRange(source, "section header 0", at, entrySize), "section header 0"), 0);
  // More sections than 16 bits can count are counted in the first one's size.
  const trueCount = count === 0 ? first.size : count;
  const trueNamesIndex = namesIndex === SHN_XINDEX ? first.link : namesIndex;
  const table = new Cursor(readRange(source, "section headers", at, trueCount * entrySize), "section headers");
  const rows = Array.from({ length: trueCount }, (_, index) => readSection(table, index));
  const namesRow = rows[trueNamesIndex];
  if (namesRow === undefined || namesRow.type === SHT_NOBITS) return rows.map((row) => ({ ...row, name: "" }));
  const names = new Cursor(readRange(source, "section names", namesRow.offset, namesRow.size), "section names");
  return rows.map((row) => {
    names.at = row.nameAt;
    return { ...row, name: names.isAtEnd ? "" : names.string() };
  });
}

function readSection(table: Cursor, index: number): Omit<ElfSection, "name"> & { readonly nameAt: number } {
  return {
    index,
    nameAt: table.u32(),
    type: table.u32(),
    flags: table.size64(),
    address: table.u64(),
    offset: table.size64(),
    size: table.size64(),
    link: table.u32(),
    info: table.u32(),
    alignment: table.size64(),
    entrySize: table.size64(),
  };
}

function readSegments(source: ByteSource, at: number, entrySize: number, count: number): readonly ElfSegment[] {
  if (at === 0 || count === 0) return [];
  if (entrySize !== SEGMENT_ENTRY_SIZE) throw new ElfError(`header: program headers of ${entrySize} bytes where they have ${SEGMENT_ENTRY_SIZE}`);
  const table = new Cursor(readRange(source, "program headers", at, count * entrySize), "program headers");
  return Array.from({ length: count }, () => {
    const type = table.u32();
    const flags = table.u32();
    const offset = table.size64();
    const address = table.u64();
    table.skip(8);
    const fileSize = table.size64();
    const memorySize = table.u64();
    table.skip(8);
    return { type, flags, offset, address, fileSize, memorySize };
  });
}
