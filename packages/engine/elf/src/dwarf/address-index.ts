import type { Dwarf } from "./dwarf.js";
import type { AddressRange } from "./ranges.js";
import type { Unit } from "./unit.js";

const ESCAPE_64 = 0xffff_ffff;

interface Owned extends AddressRange {
  readonly unit: Unit;
}

/** Which unit has the code at an address: from `.debug_aranges` and, for units that it leaves out, from the units themselves. */
export class AddressIndex {
  /** Ascending. */
  readonly #owned: readonly Owned[];

  static read(dwarf: Dwarf): AddressIndex {
    const listed = readListed(dwarf);
    const known = new Set(listed.map(({ unit }) => unit));
    const others = dwarf.units().filter((unit) => !known.has(unit) && unit.header.type === undefined);
    const found = others.flatMap((unit) => unit.ranges().map((range) => ({ ...range, unit })));
    return new AddressIndex([...listed, ...found]);
  }

  private constructor(owned: readonly Owned[]) {
    this.#owned = [...owned].sort((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0));
  }

  unitAt(address: bigint): Unit | undefined {
    let low = 0;
    let high = this.#owned.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#owned[middle]!.low <= address) low = middle + 1;
      else high = middle;
    }
    const owner = this.#owned[low - 1];
    return owner !== undefined && address < owner.high ? owner.unit : undefined;
  }
}

function readListed(dwarf: Dwarf): Owned[] {
  const { aranges } = dwarf.sections;
  const cursor = aranges.cursor(0, aranges.size);
  const units = new Map(dwarf.units().map((unit) => [unit.header.offset, unit]));
  const listed: Owned[] = [];
  while (!cursor.isAtEnd) {
    const start = cursor.at;
    let length = cursor.u32();
    const is64 = length === ESCAPE_64;
    if (is64) length = cursor.size64();
    const end = cursor.at + length;
    if (end > cursor.end) cursor.fail(`a table that ends at 0x${end.toString(16)}`);
    cursor.skip(2);
    const unit = units.get(is64 ? cursor.size64() : cursor.u32());
    const addressSize = cursor.u8();
    cursor.skip(1);
    const tuple = 2 * addressSize;
    // The first pair lies at a multiple of its size from the table's beginning.
    cursor.skip((tuple - ((cursor.at - start) % tuple)) % tuple);
    while (unit !== undefined && cursor.at + tuple <= end) {
      const low = cursor.unsigned(addressSize);
      const size = cursor.unsigned(addressSize);
      // Address 0 is what the linker leaves of code that it has thrown away.
      if (size > 0n && (low > 0n || dwarf.file.type === "relocatable")) listed.push({ low, high: low + size, unit });
    }
    cursor.at = end;
  }
  return listed;
}
