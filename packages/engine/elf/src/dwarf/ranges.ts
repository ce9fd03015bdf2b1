import type { Cursor } from "../cursor.js";
import { AT } from "./codes.js";
import type { Die } from "./die.js";
import type { Unit } from "./unit.js";

/** Addresses from `low` up to `high`, which is not in it. */
export interface AddressRange {
  readonly low: bigint;
  readonly high: bigint;
}

/** Where an entry's code is: none for a declaration, several where the compiler has moved parts of it away. */
export function rangesOf(die: Die): readonly AddressRange[] {
  const list = die.attribute(AT.ranges);
  const low = die.address(AT.low_pc);
  if (list !== undefined) {
    const ranges =
      die.unit.header.version >= 5
        ? listRanges(die.unit, list.kind === "list-index" ? die.unit.indexedList("rnglists", list.index) : die.sectionOffset(AT.ranges))
        : oldRanges(die.unit, die.sectionOffset(AT.ranges));
    return ranges.filter(({ low: start, high }) => start < high);
  }
  if (low === undefined) return [];
  const size = die.constant(AT.high_pc);
  const high = size === undefined ? die.address(AT.high_pc) : low + size;
  return high === undefined || high <= low ? [] : [{ low, high }];
}

/** Whether an address lies in one of the ranges. */
export function isWithin(ranges: readonly AddressRange[], address: bigint): boolean {
  return ranges.some(({ low, high }) => address >= low && address < high);
}

/** The address that the offsets in a unit's lists count from, unless a list says otherwise. */
export function baseAddress(unit: Unit): bigint {
  return unit.root.address(AT.low_pc) ?? 0n;
}

/** `.debug_ranges`, up to version 4: pairs of offsets. */
function oldRanges(unit: Unit, offset: number | undefined): AddressRange[] {
  const { ranges } = unit.dwarf.sections;
  if (offset === undefined) return [];
  const { addressSize } = unit.header;
  const newBase = BigInt.asUintN(8 * addressSize, -1n);
  const found: AddressRange[] = [];
  let base = baseAddress(unit);
  for (let at = offset; ; at += 2 * addressSize) {
    const cursor = ranges.peek(at, 2 * addressSize);
    const low = cursor.unsigned(addressSize);
    const high = cursor.unsigned(addressSize);
    if (low === 0n && high === 0n) return found;
    if (low === newBase) base = high;
    else found.push({ low: base + low, high: base + high });
  }
}

/** `.debug_rnglists`, version 5: entries of different kinds. */
function listRanges(unit: Unit, offset: number | undefined): AddressRange[] {
  const { rnglists } = unit.dwarf.sections;
  return offset === undefined ? [] : rnglists.read(offset, (cursor) => readRangeList(unit, cursor));
}

function readRangeList(unit: Unit, cursor: Cursor): AddressRange[] {
  const { addressSize } = unit.header;
  const found: AddressRange[] = [];
  let base = baseAddress(unit);
  for (;;) {
    const kind = cursor.u8();
    switch (kind) {
      case 0: // DW_RLE_end_of_list
        return found;
      case 1: // DW_RLE_base_addressx
        base = unit.indexedAddress(cursor.uleb());
        break;
      case 2: // DW_RLE_startx_endx
        found.push({ low: unit.indexedAddress(cursor.uleb()), high: unit.indexedAddress(cursor.uleb()) });
        break;
      case 3: {
        // DW_RLE_startx_length
        const low = unit.indexedAddress(cursor.uleb());
        found.push({ low, high: low + cursor.uleb64() });
        break;
      }
      case 4: // DW_RLE_offset_pair
        found.push({ low: base + cursor.uleb64(), high: base + cursor.uleb64() });
        break;
      case 5: // DW_RLE_base_address
        base = cursor.unsigned(addressSize);
        break;
      case 6: // DW_RLE_start_end
        found.push({ low: cursor.unsigned(addressSize), high: cursor.unsigned(addressSize) });
        break;
      case 7: {
        // DW_RLE_start_length
        const low = cursor.unsigned(addressSize);
        found.push({ low, high: low + cursor.uleb64() });
        break;
      }
      default:
        cursor.fail(`unknown kind of range ${kind}`);
    }
  }
}
