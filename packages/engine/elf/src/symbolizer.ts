import type { Dwarf } from "./dwarf/dwarf.js";
import type { SourceLine } from "./dwarf/line-table.js";
import type { ElfFile } from "./elf-file.js";
import { pltEntriesOf } from "./plt.js";

/** What an address of a file is. */
export interface AddressName {
  /** The function or object it lies in; `NAME@plt` for an entry of the linkage table. */
  readonly symbol: string | undefined;
  /** Bytes from the symbol's beginning. */
  readonly offset: number;
  /** Bytes of the symbol; 0 where nobody says. */
  readonly size: number;
  readonly source: SourceLine | undefined;
}

/** Bytes of an entry of a linkage table, which has no symbol. */
const PLT_ENTRY_SIZE = 16n;

/** Names addresses of a file, by its symbols and, where there is debug information, its lines. */
export class Symbolizer {
  readonly #file: ElfFile;
  readonly #dwarf: Dwarf | undefined;
  #plt: readonly { readonly name: string; readonly address: bigint }[] | undefined;

  /** @param dwarf the file's debug information, which may have symbols that the file itself has not */
  constructor(file: ElfFile, dwarf?: Dwarf) {
    this.#file = file;
    this.#dwarf = dwarf;
  }

  /**
   * What an address of the file is: for one of a process, the file's `addressOf` of where its mapping has it. Throws `ElfError`
   * when what tells it is malformed.
   */
  name(address: bigint): AddressName {
    const place = (this.#dwarf?.file.symbols() ?? this.#file.symbols())?.at(address);
    const row = this.#dwarf?.unitAt(address)?.lines()?.at(address);
    const source = row === undefined || row.line === 0 ? undefined : { file: row.file, line: row.line };
    if (place !== undefined) return { symbol: place.symbol.name, offset: place.offset, size: place.symbol.size, source };
    this.#plt ??= pltEntriesOf(this.#file);
    const entry = this.#plt.find((each) => address >= each.address && address < each.address + PLT_ENTRY_SIZE);
    if (entry === undefined) return { symbol: undefined, offset: 0, size: 0, source };
    return { symbol: `${entry.name}@plt`, offset: Number(address - entry.address), size: Number(PLT_ENTRY_SIZE), source };
  }
}
