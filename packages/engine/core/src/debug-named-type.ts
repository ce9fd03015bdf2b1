import type { CType } from "@tapset/btf";
import { AT, type Die, ElfError, TAG } from "@tapset/elf";
import { debugImage } from "./debug-image.js";
import { debugType } from "./debug-type.js";
import type { Target } from "./target.js";

/** `DW_TAG_…` of the kinds of type that have names. */
const TAGS = { struct: TAG.structure_type, union: TAG.union_type, enum: TAG.enumeration_type, typedef: TAG.typedef, int: TAG.base_type } as const;

/**
 * The type of a name that the debug information of a module knows; undefined where it's not installed, or has none. For modules
 * whose types the kernel doesn't show: all of its units are looked through.
 */
export function debugTypeNamed(target: Target, module: string, kind: keyof typeof TAGS, name: string): CType | undefined {
  const image = debugImage(target, module);
  if (!image.found) return undefined;
  const isWanted = (die: Die): boolean => die.tag === TAGS[kind] && die.name === name && !die.flag(AT.declaration);
  try {
    for (const unit of image.dwarf.units()) for (const die of unit.root.children()) if (isWanted(die)) return debugType(die, target.moduleBtf(module) ?? target.btf);
  } catch (error) {
    // What is malformed has no types.
    if (!(error instanceof ElfError)) throw error;
  }
  return undefined;
}
