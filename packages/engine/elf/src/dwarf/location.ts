import type { Cursor } from "../cursor.js";
import { AT } from "./codes.js";
import type { Die } from "./die.js";
import { type ExpressionScope, evaluateExpression } from "./expression.js";
import { constantTerm, printTerm, type Term } from "./term.js";
import { baseAddress } from "./ranges.js";
import type { Unit } from "./unit.js";

/** Where a variable's value is while execution stands at some address. */
export type Location =
  /** In memory, at an address. */
  | { readonly kind: "memory"; readonly address: Term }
  /** The value itself: in a register (which may be wider than the variable), known, or to be computed. */
  | { readonly kind: "value"; readonly value: Term }
  /** The value itself, of any size. */
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  /** In several places, the lowest bits first. */
  | { readonly kind: "pieces"; readonly pieces: readonly LocationPiece[] }
  /** Nowhere: the compiler has done away with it here, or says it in a way that isn't read. */
  | { readonly kind: "absent"; readonly reason: string };

/** A part of a variable. */
export interface LocationPiece {
  readonly location: Location;
  readonly bitSize: number;
  /** Where the part begins in its location. */
  readonly bitOffset: number;
}

const OPTIMIZED_OUT: Location = { kind: "absent", reason: "optimized out at this address" };

/** Where an entry's attribute (`DW_AT_location`) says a value is, at the scope's address. */
export function locationOf(die: Die, attribute: number, scope: ExpressionScope): Location {
  const value = die.attribute(attribute);
  if (value === undefined) return { kind: "absent", reason: "optimized out" };
  if (value.kind === "block") return evaluateExpression(value.bytes, die.unit, scope);
  const expression = listedExpression(die, attribute, scope.pc);
  return expression === undefined ? OPTIMIZED_OUT : evaluateExpression(expression, die.unit, scope);
}

/** The value that an entry gives right away (`DW_AT_const_value`). */
export function constantLocation(die: Die): Location | undefined {
  const found = die.inherited(AT.const_value);
  if (found?.value.kind === "constant") return { kind: "value", value: constantTerm(found.value.value) };
  if (found?.value.kind === "block") return { kind: "bytes", bytes: found.value.bytes };
  const text = found && found.die.string(AT.const_value);
  return text === undefined ? undefined : { kind: "bytes", bytes: Buffer.from(`${text}\0`) };
}

/**
 * The expression that a location list has for an address. An empty range holds for the moment before the instruction at its
 * address, when a copied function has been entered and nothing of it has run; what covers the address comes before it.
 */
function listedExpression(die: Die, attribute: number, pc: bigint): Uint8Array | undefined {
  const { unit } = die;
  const value = die.attribute(attribute);
  const offset = value?.kind === "list-index" ? unit.indexedList("loclists", value.index) : die.sectionOffset(attribute);
  if (offset === undefined) return undefined;
  const { loc, loclists } = unit.dwarf.sections;
  if (unit.header.version >= 5) return loclists.read(offset, (cursor) => findInList(unit, cursor, pc));
  return loc.read(offset, (cursor) => findInOldList(unit, cursor, pc));
}

/** `.debug_loc`, up to version 4: pairs of offsets, each with an expression. */
function findInOldList(unit: Unit, cursor: Cursor, pc: bigint): Uint8Array | undefined {
  const { addressSize } = unit.header;
  const newBase = BigInt.asUintN(8 * addressSize, -1n);
  let base = baseAddress(unit);
  let here: Uint8Array | undefined;
  for (;;) {
    const low = cursor.unsigned(addressSize);
    const high = cursor.unsigned(addressSize);
    if (low === 0n && high === 0n) return here;
    if (low === newBase) {
      base = high;
      continue;
    }
    const expression = cursor.take(cursor.u16());
    if (pc >= base + low && pc < base + high) return expression;
    if (low === high && pc === base + low) here ??= expression;
  }
}

/** `.debug_loclists`, version 5: entries of different kinds. */
function findInList(unit: Unit, cursor: Cursor, pc: bigint): Uint8Array | undefined {
  const { addressSize } = unit.header;
  let base = baseAddress(unit);
  let here: Uint8Array | undefined;
  let otherwise: Uint8Array | undefined;
  for (;;) {
    const kind = cursor.u8();
    let low: bigint;
    let high: bigint;
    switch (kind) {
      case 0: // DW_LLE_end_of_list
        return here ?? otherwise;
      case 1: // DW_LLE_base_addressx
        base = unit.indexedAddress(cursor.uleb());
        continue;
      case 2: // DW_LLE_startx_endx
        low = unit.indexedAddress(cursor.uleb());
        high = unit.indexedAddress(cursor.uleb());
        break;
      case 3: // DW_LLE_startx_length
        low = unit.indexedAddress(cursor.uleb());
        high = low + cursor.uleb64();
        break;
      case 4: // DW_LLE_offset_pair
        low = base + cursor.uleb64();
        high = base + cursor.uleb64();
        break;
      case 5: // DW_LLE_default_location
        otherwise = cursor.take(cursor.uleb());
        continue;
      case 6: // DW_LLE_base_address
        base = cursor.unsigned(addressSize);
        continue;
      case 7: // DW_LLE_start_end
        low = cursor.unsigned(addressSize);
        high = cursor.unsigned(addressSize);
        break;
      case 8: // DW_LLE_start_length
        low = cursor.unsigned(addressSize);
        high = low + cursor.uleb64();
        break;
      case 9: // DW_LLE_GNU_view_pair
        cursor.skipLeb();
        cursor.skipLeb();
        continue;
      default:
        return cursor.fail(`unknown kind of location ${kind}`);
    }
    const expression = cursor.take(cursor.uleb());
    if (pc >= low && pc < high) return expression;
    if (low === high && pc === low) here ??= expression;
  }
}

/** A location as text, with registers by name. */
export function printLocation(location: Location, registerName: (register: number) => string): string {
  switch (location.kind) {
    case "memory":
      return `[${printTerm(location.address, registerName)}]`;
    case "value":
      return printTerm(location.value, registerName);
    case "bytes":
      return `bytes ${Buffer.from(location.bytes).toString("hex")}`;
    case "pieces":
      return location.pieces.map(({ location: inner, bitSize }) => `${printLocation(inner, registerName)}:${bitSize}`).join(" ");
    case "absent":
      return `absent (${location.reason})`;
  }
}
