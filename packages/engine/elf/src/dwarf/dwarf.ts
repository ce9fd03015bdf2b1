import type { Cursor } from "../cursor.js";
import { DwarfError } from "../elf-error.js";
import type { ElfFile } from "../elf-file.js";
import { type AbbreviationTable, type KnownAbbreviations, readAbbreviations } from "./abbreviations.js";
import { AddressIndex } from "./address-index.js";
import type { Die } from "./die.js";
import { dwarfSections, type DwarfSections } from "./dwarf-sections.js";
import { FrameTable } from "./frame-table.js";
import { type DwarfFunction, functionsAmong } from "./function.js";
import { FILE_INDEX, fileIndexOf } from "./file-index.js";
import { FUNCTION_INDEX, functionIndexOf } from "./function-index.js";
import { type FoundFunction, scanFunctions } from "./function-scan.js";
import type { IndexKind, NameIndex } from "./name-index.js";
import { LONGEST_UNIT_HEADER, readUnitHeader, Unit, type UnitHeader } from "./unit.js";

/** Bytes of units that are kept: what was read last is what is asked for next. */
const MOST_UNIT_BYTES = 32 << 20;
/** Tables of abbreviations that are kept: each unit has its own, larger than all that is asked of most units. */
const MOST_TABLES = 64;

/** What debug information may be spread over beside the file itself. */
export interface DwarfOptions {
  /** What dwz has moved to a file of its own (`alternateLinkOf` names it). */
  readonly alternate?: Dwarf;
  /** The program itself, when its debug information is in a file apart: it has the table of frames. */
  readonly program?: ElfFile;
  /** Where indexes of the same file are kept from before. */
  readonly indexes?: KeptIndexes;
}

/** Indexes kept from one run to the next, for one file. */
export interface KeptIndexes {
  read(kind: IndexKind): NameIndex | undefined;
  keep(kind: IndexKind, index: NameIndex): void;
}

/**
 * A file's debug information. Nothing but headers is read ahead: what a question needs is read when it's asked, so that one
 * function in hundreds of megabytes costs little time and memory. What is malformed throws `DwarfError` when it's come upon.
 */
export class Dwarf {
  readonly file: ElfFile;
  readonly sections: DwarfSections;
  readonly alternate: Dwarf | undefined;
  readonly #program: ElfFile | undefined;
  readonly #kept: KeptIndexes | undefined;
  readonly #abbreviations = new Map<number, AbbreviationTable>();
  readonly #knownAbbreviations: KnownAbbreviations = new Map();
  readonly #unitBytes = new Map<number, Uint8Array>();
  #unitBytesKept = 0;
  #lastBytes: Uint8Array | undefined;
  #units: readonly Unit[] | undefined;
  #bySignature: ReadonlyMap<bigint, Unit> | undefined;
  #addresses: AddressIndex | undefined;
  #frames: FrameTable | undefined;
  readonly #indexes = new Map<IndexKind, NameIndex>();

  /** Whether a file has debug information, rather than nothing or the name of a file that has. */
  static isIn(file: ElfFile): boolean {
    const section = file.section(".debug_info");
    return section !== undefined && file.content(section).size > 0;
  }

  /** Opens a file's debug information. Throws `DwarfError` when it has none. */
  static open(file: ElfFile, options: DwarfOptions = {}): Dwarf {
    if (!Dwarf.isIn(file)) throw new DwarfError("no .debug_info section: the file has no debug information");
    return new Dwarf(file, options);
  }

  private constructor(file: ElfFile, { alternate, program, indexes }: DwarfOptions) {
    this.file = file;
    this.sections = dwarfSections(file);
    this.alternate = alternate;
    this.#program = program;
    this.#kept = indexes;
  }

  /** The units, in the file's order. */
  units(): readonly Unit[] {
    return (this.#units ??= this.#readUnits());
  }

  /** The unit whose code an address lies in. */
  unitAt(address: bigint): Unit | undefined {
    this.#addresses ??= AddressIndex.read(this);
    return this.#addresses.unitAt(address);
  }

  /** The unit that an offset of `.debug_info` lies in. Throws `DwarfError` outside the units. */
  unitOf(offset: number): Unit {
    const units = this.units();
    let low = 0;
    let high = units.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (units[middle]!.header.offset <= offset) low = middle + 1;
      else high = middle;
    }
    const unit = units[low - 1];
    if (unit === undefined || offset >= unit.header.end) throw new DwarfError(`.debug_info+0x${offset.toString(16)}: no unit is there`);
    return unit;
  }

  /** The entry at an offset of `.debug_info`. */
  die(offset: number): Die {
    return this.unitOf(offset).die(offset);
  }

  /** The type that a unit of its own describes. */
  typeBySignature(signature: bigint): Die | undefined {
    this.#bySignature ??= new Map(this.units().flatMap((unit) => (unit.header.type === undefined ? [] : [[unit.header.type.signature, unit]])));
    const unit = this.#bySignature.get(signature);
    return unit?.header.type && unit.die(unit.header.type.offset);
  }

  /** Where the functions of this very file are, made at first use by a walk through all units. */
  functionIndex(): NameIndex {
    return this.#index(FUNCTION_INDEX) ?? this.#make(FUNCTION_INDEX, functionIndexOf);
  }

  /** Which units have code of which source files, made at first use by running all line programs. */
  fileIndex(): NameIndex {
    return this.#index(FILE_INDEX) ?? this.#make(FILE_INDEX, fileIndexOf);
  }

  /** The index of source files where it's been made already. */
  keptFileIndex(): NameIndex | undefined {
    return this.#index(FILE_INDEX);
  }

  /** The functions of a name, with all copies of their code: several, when several files have a static one. */
  functions(name: string): DwarfFunction[] {
    return functionsAmong(this, this.#entries(name));
  }

  /** The functions whose entries a unit has: also those that only have copies in others. */
  functionsOf(unit: Unit): DwarfFunction[] {
    const found: FoundFunction[] = [];
    scanFunctions(unit, found);
    return functionsAmong(this, found.map(({ offset }) => this.die(offset)));
  }

  /** The names of all functions, also of those that only have copies in others. */
  functionNames(): Iterable<string> {
    if (this.alternate === undefined) return this.functionIndex().names();
    return new Set([...this.functionIndex().names(), ...this.alternate.functionNames()]);
  }

  /** Where functions' frames are. */
  frames(): FrameTable {
    return (this.#frames ??= FrameTable.read(this.#program === undefined ? [this.file] : [this.file, this.#program]));
  }

  /** A unit's bytes; the least recently used go when they get too many. */
  unitBytes({ header }: Unit): Uint8Array {
    const kept = this.#unitBytes.get(header.offset);
    if (kept !== undefined && kept === this.#lastBytes) return kept;
    const bytes = kept ?? this.sections.info.range(header.offset, header.end - header.offset);
    this.#unitBytes.delete(header.offset);
    this.#unitBytes.set(header.offset, bytes);
    this.#lastBytes = bytes;
    if (kept === undefined) this.#makeRoom(bytes.length);
    return bytes;
  }

  /** A unit's abbreviations, which several units may share. */
  abbreviations(header: UnitHeader): AbbreviationTable {
    // Sizes of addresses and offsets are the same in all units of a file.
    let table = this.#abbreviations.get(header.abbreviations);
    if (table === undefined) {
      table = readAbbreviations(this.sections.abbrev, header.abbreviations, header, this.#knownAbbreviations);
      if (this.#abbreviations.size >= MOST_TABLES) this.#abbreviations.delete(this.#abbreviations.keys().next().value ?? 0);
      this.#abbreviations.set(header.abbreviations, table);
    }
    return table;
  }

  #index(kind: IndexKind): NameIndex | undefined {
    const known = this.#indexes.get(kind) ?? this.#kept?.read(kind);
    if (known !== undefined) this.#indexes.set(kind, known);
    return known;
  }

  #make(kind: IndexKind, make: (dwarf: Dwarf) => NameIndex): NameIndex {
    const index = make(this);
    this.#indexes.set(kind, index);
    this.#kept?.keep(kind, index);
    return index;
  }

  #entries(name: string): Die[] {
    return [...this.functionIndex().find(name).map((offset) => this.die(offset)), ...(this.alternate === undefined ? [] : this.alternate.#entries(name))];
  }

  #makeRoom(added: number): void {
    this.#unitBytesKept += added;
    for (const [offset, bytes] of this.#unitBytes) {
      if (this.#unitBytesKept <= MOST_UNIT_BYTES || bytes === this.#lastBytes) return;
      this.#unitBytes.delete(offset);
      this.#unitBytesKept -= bytes.length;
    }
  }

  #readUnits(): readonly Unit[] {
    const { info } = this.sections;
    const units: Unit[] = [];
    for (let offset = 0; offset < info.size; ) {
      const cursor: Cursor = info.cursor(offset, Math.min(LONGEST_UNIT_HEADER, info.size - offset));
      const header = readUnitHeader(cursor, info.size);
      units.push(new Unit(this, header));
      offset = header.end;
    }
    return units;
  }
}
