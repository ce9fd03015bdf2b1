import { readRange } from "./byte-source.js";
import { decodeText } from "./cursor.js";
import type { ElfFile } from "./elf-file.js";
import { ElfError } from "./elf-error.js";
import type { ElfSection } from "./elf-header.js";
import { readSymbolVersions } from "./symbol-versions.js";

const ENTRY_SIZE = 24;
const SHN_UNDEF = 0;
/** Section numbers from here on stand for something else: absolute, common, … */
const SHN_LORESERVE = 0xff00;
const SHN_ABS = 0xfff1;

export type SymbolType = "none" | "object" | "function" | "section" | "file" | "common" | "tls" | "ifunc" | "other";
export type SymbolBinding = "local" | "global" | "weak" | "unique" | "other";

const TYPES: Readonly<Record<number, SymbolType>> = { 0: "none", 1: "object", 2: "function", 3: "section", 4: "file", 5: "common", 6: "tls", 10: "ifunc" };
const BINDINGS: Readonly<Record<number, SymbolBinding>> = { 0: "local", 1: "global", 2: "weak", 10: "unique" };

/** One symbol. */
export interface ElfSymbol {
  readonly index: number;
  readonly name: string;
  readonly type: SymbolType;
  readonly binding: SymbolBinding;
  /** For `tls` the offset in the thread's block. */
  readonly address: bigint;
  readonly size: number;
  /** False for what another file has to supply. */
  readonly isDefined: boolean;
  /** The version in dynamic symbols (`GLIBC_2.34`); `isDefaultVersion` is what `@@` says. */
  readonly version?: string;
  readonly isDefaultVersion?: boolean;
}

/** A symbol and how far behind its beginning an address lies. */
export interface SymbolPlace {
  readonly symbol: ElfSymbol;
  readonly offset: number;
}

/** A file's symbols. Kept as the file's bytes; a symbol is taken apart when it's asked for. */
export class SymbolTable {
  readonly count: number;
  readonly #view: DataView;
  readonly #names: Buffer;
  readonly #what: string;
  readonly #sections: readonly ElfSection[];
  readonly #sectionAddress: (index: number) => bigint | undefined;
  readonly #version: (index: number) => { readonly name: string; readonly isDefault: boolean } | undefined;
  #placed: PlacedSymbols | undefined;

  /** Reads a symbol section; undefined when the file has none of that name. Throws `ElfError` when it's malformed. */
  static read(file: ElfFile, name: string): SymbolTable | undefined {
    const section = file.section(name);
    // A file that keeps its debug information elsewhere may have the section's header without its content.
    const bytes = section && file.bytes(name);
    if (section === undefined || bytes === undefined || bytes.length === 0) return undefined;
    const strings = file.sections[section.link];
    if (strings === undefined) throw new ElfError(`section ${name}: has no section of names`);
    const content = file.content(strings);
    return new SymbolTable(file, name, bytes, readRange(content, `section ${strings.name}`, 0, content.size));
  }

  private constructor(file: ElfFile, what: string, bytes: Uint8Array, names: Uint8Array) {
    this.count = Math.floor(bytes.length / ENTRY_SIZE);
    this.#what = what;
    this.#sections = file.sections;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#names = Buffer.from(names.buffer, names.byteOffset, names.byteLength);
    // In a relocatable file values count from the symbol's section.
    this.#sectionAddress = (index) => (file.type === "relocatable" ? file.sections[index]?.address : undefined);
    this.#version = what === ".dynsym" ? readSymbolVersions(file) : () => undefined;
  }

  /** Every symbol but the empty first one, in the file's order. */
  *list(): Generator<ElfSymbol> {
    for (let index = 1; index < this.count; index++) yield this.row(index);
  }

  /** The symbols of a name, in the file's order. */
  find(name: string): ElfSymbol[] {
    const wanted = Buffer.from(`${name}\0`);
    const offsets = new Set<number>();
    for (let at = this.#names.indexOf(wanted); at >= 0; at = this.#names.indexOf(wanted, at + 1)) offsets.add(at);
    const found: ElfSymbol[] = [];
    if (offsets.size === 0) return found;
    for (let index = 1; index < this.count; index++) {
      if (offsets.has(this.#view.getUint32(index * ENTRY_SIZE, true))) found.push(this.row(index));
    }
    return found;
  }

  /**
   * The function or object that an address lies in, or where symbols have no size the one next below in the same section. Of several at one address
   * global ones come before weak and local ones.
   */
  at(address: bigint): SymbolPlace | undefined {
    const { addresses, rows } = (this.#placed ??= this.#place());
    let low = 0;
    let high = addresses.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (addresses[middle]! <= address) low = middle + 1;
      else high = middle;
    }
    for (let at = low - 1; at >= 0 && low - at <= MOST_NESTED; at--) {
      const symbol = this.row(rows[at]!);
      const offset = Number(address - symbol.address);
      if (offset < symbol.size || (symbol.size === 0 && address < this.#endOfSection(rows[at]!))) return { symbol, offset };
    }
    return undefined;
  }

  /** The symbol with a number. Throws `ElfError` when there is none. */
  row(index: number): ElfSymbol {
    if (!(index >= 0 && index < this.count)) throw new ElfError(`${this.#what}: no symbol ${index} of ${this.count}`);
    const at = index * ENTRY_SIZE;
    const info = this.#view.getUint8(at + 4);
    const section = this.#view.getUint16(at + 6, true);
    const type = TYPES[info & 0xf] ?? "other";
    const value = this.#view.getBigUint64(at + 8, true);
    const version = this.#version(index);
    return {
      index,
      name: this.#name(this.#view.getUint32(at, true)),
      type,
      binding: BINDINGS[info >> 4] ?? "other",
      address: value + ((section < SHN_LORESERVE && this.#sectionAddress(section)) || 0n),
      size: Number(this.#view.getBigUint64(at + 16, true)),
      isDefined: section !== SHN_UNDEF,
      ...(version && { version: version.name, isDefaultVersion: version.isDefault }),
    };
  }

  #name(offset: number): string {
    const end = this.#names.indexOf(0, offset);
    if (offset >= this.#names.length || end < 0) throw new ElfError(`${this.#what}: a name at byte ${offset} of ${this.#names.length}`);
    return decodeText(this.#names.subarray(offset, end));
  }

  /** Where the section that a symbol lies in ends. */
  #endOfSection(index: number): bigint {
    const section = this.#sections[this.#view.getUint16(index * ENTRY_SIZE + 6, true)];
    return section === undefined ? 0n : section.address + BigInt(section.size);
  }

  #place(): PlacedSymbols {
    const found: { readonly address: bigint; readonly rank: number; readonly index: number }[] = [];
    for (let index = 1; index < this.count; index++) {
      const info = this.#view.getUint8(index * ENTRY_SIZE + 4);
      const section = this.#view.getUint16(index * ENTRY_SIZE + 6, true);
      const rank = RANKS[TYPES[info & 0xf] ?? "other"];
      if (rank === undefined || section === SHN_UNDEF || section === SHN_ABS) continue;
      const address = this.#view.getBigUint64(index * ENTRY_SIZE + 8, true) + (this.#sectionAddress(section) ?? 0n);
      found.push({ address, rank: rank + (BINDINGS[info >> 4] === "global" ? 1 : 0), index });
    }
    found.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : a.rank - b.rank || b.index - a.index));
    return { addresses: BigUint64Array.from(found, ({ address }) => address), rows: Uint32Array.from(found, ({ index }) => index) };
  }
}

/** How many symbols one below another are tried for one that reaches to an address. */
const MOST_NESTED = 16;

/** The symbols that stand for a place in memory; of several at one the highest is its name. */
const RANKS: Readonly<Partial<Record<SymbolType, number>>> = { none: 0, object: 2, function: 4, ifunc: 4 };

interface PlacedSymbols {
  /** Ascending. */
  readonly addresses: BigUint64Array;
  /** The number of each symbol; of equal addresses the preferred one is last. */
  readonly rows: Uint32Array;
}
