import { DwarfError } from "../elf-error.js";
import type { Dwarf } from "./dwarf.js";
import { type FoundFunction, scanFunctions } from "./function-scan.js";
import { type IndexKind, NameIndex } from "./name-index.js";

/** Where the entries of functions are in `.debug_info`, by name, ascending. */
export const FUNCTION_INDEX: IndexKind = { what: "function index", magic: 0x58494654 };

/** Walks through all units of a file. */
export function functionIndexOf(dwarf: Dwarf): NameIndex {
  const { size } = dwarf.sections.info;
  if (size > 0xffff_ffff) throw new DwarfError(".debug_info: more than 4 GB");
  const found: FoundFunction[] = [];
  for (const unit of dwarf.units()) scanFunctions(unit, found);
  return NameIndex.of(FUNCTION_INDEX, found.map(({ name, offset }) => ({ name, number: offset })), size);
}
