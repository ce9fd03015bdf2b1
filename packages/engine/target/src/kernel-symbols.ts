import type { KernelSymbol, KernelSymbolTable, SymbolizedAddress } from "@tapset/core";

/** Kernel addresses begin here; from here on, distances are exact as numbers. */
const KERNEL_START = 0xffff_0000_0000_0000n;
const KERNEL_START_HIGH = 0xffff_0000;
const NEWLINE = 10;
const BLANK = 32;
const ADDRESS_DIGITS = 16;
const ROW = /^([0-9a-f]+) (\S) (\S+)(?:\s+\[(\S+)\])?$/;

/** The symbols of a kernel and its modules. Kept as the kernel's text, which is long; a row is taken apart when it's asked for. */
export class KernelSymbols implements KernelSymbolTable {
  /** The content of /proc/kallsyms. */
  readonly bytes: Uint8Array;
  readonly #text: Buffer;
  #placed: PlacedRows | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Every symbol, or those whose names hold a text, in the kernel's order. */
  *list(part = ""): Generator<KernelSymbol> {
    for (let at = this.#rowWith(part, 0); at < this.#text.length; at = this.#rowWith(part, this.#endOfRow(at) + 1)) {
      const symbol = this.#row(at);
      // Modules and addresses may hold it, too.
      if (symbol?.name.includes(part) === true) yield symbol;
    }
  }

  /** The first symbol of a name. */
  find(name: string): KernelSymbol | undefined {
    const wanted = ` ${name}`;
    for (let at = this.#text.indexOf(wanted); at >= 0; at = this.#text.indexOf(wanted, at + 1)) {
      const symbol = this.#row(this.#text.lastIndexOf(NEWLINE, at) + 1);
      if (symbol?.name === name) return symbol;
    }
    return undefined;
  }

  /**
   * The symbol at or next below an address; of several there the first, as the kernel has it. undefined below them all, for
   * addresses that are not the kernel's, and when addresses are hidden.
   */
  at(address: bigint): SymbolizedAddress | undefined {
    if (address < KERNEL_START) return undefined;
    const { positions, rows } = (this.#placed ??= this.#place());
    const position = Number(address - KERNEL_START);
    const last = countUpTo(positions, position) - 1;
    const symbolPosition = positions[last];
    if (symbolPosition === undefined) return undefined;
    const symbol = this.#row(rows[countUpTo(positions, symbolPosition - 1)] ?? 0);
    const size = (positions[last + 1] ?? symbolPosition) - symbolPosition;
    return symbol && { symbol, offset: position - symbolPosition, size };
  }

  /** Where the first row with a text begins, from the row at `from` on. */
  #rowWith(part: string, from: number): number {
    if (part === "") return from;
    const found = this.#text.indexOf(part, from);
    return found < 0 ? this.#text.length : this.#text.lastIndexOf(NEWLINE, found) + 1;
  }

  #row(at: number): KernelSymbol | undefined {
    const [, address, type = "", name = "", module] = ROW.exec(this.#text.toString("latin1", at, this.#endOfRow(at))) ?? [];
    return address === undefined ? undefined : { address: BigInt(`0x${address}`), type, name, module };
  }

  #endOfRow(at: number): number {
    const end = this.#text.indexOf(NEWLINE, at);
    return end < 0 ? this.#text.length : end;
  }

  /** Where the rows with kernel addresses are, ascending by address and, where those are equal, in the kernel's order. */
  #place(): PlacedRows {
    const found: { readonly position: number; readonly row: number }[] = [];
    for (let row = 0; row < this.#text.length; row = this.#endOfRow(row) + 1) {
      // What isn't a row has no blank behind 16 digits.
      const high = this.#text[row + ADDRESS_DIGITS] === BLANK ? parseHex(this.#text, row) : 0;
      if (high >= KERNEL_START_HIGH) found.push({ position: (high - KERNEL_START_HIGH) * 2 ** 32 + parseHex(this.#text, row + 8), row });
    }
    found.sort((a, b) => a.position - b.position);
    return { positions: Float64Array.from(found, ({ position }) => position), rows: Uint32Array.from(found, ({ row }) => row) };
  }
}

interface PlacedRows {
  /** Bytes from `KERNEL_START`. */
  readonly positions: Float64Array;
  /** Where each row begins in the text. */
  readonly rows: Uint32Array;
}

/** How many of the ascending `positions` are at or below `limit`. */
function countUpTo(positions: Float64Array, limit: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((positions[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Eight digits of lower-case hexadecimal. */
function parseHex(text: Buffer, at: number): number {
  let value = 0;
  for (let index = at; index < at + 8; index++) {
    const code = text[index] ?? 0;
    value = value * 16 + (code <= 57 ? code - 48 : code - 87);
  }
  return value;
}
