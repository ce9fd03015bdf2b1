import { type ByteSource, bytesSource, readRange } from "./byte-source.js";
import { type ElfHeader, type ElfMachine, type ElfSection, type ElfSegment, type ElfType, readElfHeader, SHF_ALLOC } from "./elf-header.js";
import { relocate, relocationsOf } from "./relocate.js";
import { sectionSource } from "./section-bytes.js";
import { SymbolTable } from "./symbol-table.js";

const PT_LOAD = 1;

/** Where an address of a relocatable file lies: it's in memory where the kernel has put the section. */
export interface SectionPlace {
  readonly section: ElfSection;
  readonly offset: number;
}

/**
 * An ELF file: headers are read when it's opened, everything else when it's asked for.
 *
 * Addresses are those of the file, as `objdump` prints them. A relocatable file (a kernel module, an object) has none: its
 * loaded sections are given places one after another, and `sectionAt` says which section and offset an address stands for.
 */
export class ElfFile {
  readonly type: ElfType;
  readonly machine: ElfMachine;
  readonly entry: bigint;
  readonly sections: readonly ElfSection[];
  readonly segments: readonly ElfSegment[];
  readonly #file: ByteSource;
  readonly #contents = new Map<ElfSection, ByteSource>();
  readonly #byName = new Map<string, ElfSection>();
  #symbols: SymbolTable | undefined;
  #dynamicSymbols: SymbolTable | undefined;

  /** Reads a file's headers. Throws `ElfError` for what isn't 64-bit little-endian ELF. */
  static open(file: ByteSource): ElfFile {
    return new ElfFile(file, readElfHeader(file));
  }

  private constructor(file: ByteSource, header: ElfHeader) {
    this.#file = file;
    this.type = header.type;
    this.machine = header.machine;
    this.entry = header.entry;
    this.segments = header.segments;
    this.sections = header.type === "relocatable" ? placed(header.sections) : header.sections;
    for (const section of this.sections) if (!this.#byName.has(section.name)) this.#byName.set(section.name, section);
  }

  /** The first section of a name. */
  section(name: string): ElfSection | undefined {
    return this.#byName.get(name);
  }

  /** A section's content, inflated and relocated where it has to be; other sections are read a range at a time. */
  content(section: ElfSection): ByteSource {
    let content = this.#contents.get(section);
    if (content === undefined) {
      content = this.#readContent(section);
      this.#contents.set(section, content);
    }
    return content;
  }

  /** All bytes of a section; undefined when there is no section of that name. */
  bytes(name: string): Uint8Array | undefined {
    const section = this.section(name);
    if (section === undefined) return undefined;
    const content = this.content(section);
    return readRange(content, `section ${name}`, 0, content.size);
  }

  /** The symbols: all of them, or where the file is stripped those for dynamic linking. Undefined when there are none. */
  symbols(): SymbolTable | undefined {
    this.#symbols ??= SymbolTable.read(this, ".symtab");
    return this.#symbols ?? this.dynamicSymbols();
  }

  /** The symbols for dynamic linking, with their versions. Undefined when there are none. */
  dynamicSymbols(): SymbolTable | undefined {
    this.#dynamicSymbols ??= SymbolTable.read(this, ".dynsym");
    return this.#dynamicSymbols;
  }

  /** Where the byte that is loaded to an address lies in the file; undefined for what isn't loaded from the file. */
  fileOffset(address: bigint): number | undefined {
    for (const { type, address: start, offset, fileSize } of this.segments) {
      if (type === PT_LOAD && address >= start && address < start + BigInt(fileSize)) return offset + Number(address - start);
    }
    return undefined;
  }

  /** The address to which the byte at an offset of the file is loaded. */
  addressOf(fileOffset: number): bigint | undefined {
    for (const { type, address, offset, fileSize } of this.segments) {
      if (type === PT_LOAD && fileOffset >= offset && fileOffset < offset + fileSize) return address + BigInt(fileOffset - offset);
    }
    return undefined;
  }

  /** The addresses that the file takes when it's loaded: the first, and how many bytes there are to the last. */
  loadedRange(): { readonly start: bigint; readonly size: number } {
    const loaded = this.segments.filter(({ type }) => type === PT_LOAD);
    const start = loaded.reduce((least, { address }) => (address < least ? address : least), loaded[0]?.address ?? 0n);
    const end = loaded.reduce((most, { address, memorySize }) => (address + memorySize > most ? address + memorySize : most), start);
    return { start, size: Number(end - start) };
  }

  /** The loaded section that an address lies in. */
  sectionAt(address: bigint): SectionPlace | undefined {
    const section = this.sections.find(
      ({ flags, address: start, size }) => (flags & SHF_ALLOC) !== 0 && address >= start && address < start + BigInt(size),
    );
    return section && { section, offset: Number(address - section.address) };
  }

  #readContent(section: ElfSection): ByteSource {
    const content = sectionSource(this.#file, section);
    const relocations = this.type === "relocatable" ? relocationsOf(this.sections, section) : undefined;
    if (relocations === undefined) return content;
    const bytes = Uint8Array.from(readRange(content, `section ${section.name}`, 0, content.size));
    const records = this.content(relocations);
    const symbols: SymbolTable | undefined = SymbolTable.read(this, this.sections[relocations.link]?.name ?? "");
    relocate(bytes, {
      what: relocations.name,
      machine: this.machine,
      records: readRange(records, `section ${relocations.name}`, 0, records.size),
      symbolAddress: (index) => symbols?.row(index).address ?? 0n,
      sectionAddress: section.address,
    });
    return bytesSource(bytes);
  }
}

/** The sections with places for those that will be loaded: in the file's order, as far apart as they ask. */
function placed(sections: readonly ElfSection[]): readonly ElfSection[] {
  let next = 0n;
  return sections.map((section) => {
    if ((section.flags & SHF_ALLOC) === 0 || section.address !== 0n) return section;
    const alignment = BigInt(Math.max(1, section.alignment));
    const address = ((next + alignment - 1n) / alignment) * alignment;
    next = address + BigInt(section.size);
    return { ...section, address };
  });
}
