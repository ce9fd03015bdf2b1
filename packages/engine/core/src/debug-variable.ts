import type { Btf, CType } from "@tapset/btf";
import { AT, CodeScope, type Die, ElfError, TAG, unitsOfFile, Variable } from "@tapset/elf";
import { type DebugImage, debugImage } from "./debug-image.js";
import { debugType } from "./debug-type.js";
import { parseSourcePattern, type SourcePattern } from "./source-pattern.js";
import type { Target } from "./target.js";

/** A variable of a source file, and where it lies in memory. */
export interface DebugVariable {
  readonly address: bigint;
  readonly ctype: CType;
}

/**
 * The variables that debug information knows of a source file by a name, `NAME@FILE`: none where it isn't installed. Those that each CPU or thread has are left out.
 *
 * @param module as lsmod prints it; the kernel proper when it's left out
 */
export function debugVariables(target: Target, written: string, module: string | undefined): readonly DebugVariable[] {
  const pattern = parseSourcePattern(written);
  if (pattern?.file === undefined) return [];
  const image = debugImage(target, module);
  if (!image.found) return [];
  const btf = module === undefined ? target.btf : (target.moduleBtf(module) ?? target.btf);
  try {
    return variablesOf(image, pattern, btf);
  } catch (error) {
    // What is malformed has no variables.
    if (error instanceof ElfError) return [];
    throw error;
  }
}

function variablesOf(image: DebugImage, pattern: SourcePattern, btf: Btf | undefined): readonly DebugVariable[] {
  return unitsOfFile(image.dwarf, pattern.isFile).flatMap((unit): DebugVariable[] => {
    const die = unitVariable(unit.root, pattern.name);
    const location = die && new Variable(die, new CodeScope(die, die)).at(0n);
    if (location?.kind !== "memory" || location.address.kind !== "address") return [];
    const address = image.inMemory(location.address.address);
    return address === undefined ? [] : [{ address, ctype: debugType(die?.inherited(AT.type)?.die.reference(AT.type), btf) }];
  });
}

/** The entry of a variable of a source file, outside of its functions. */
export function unitVariable(unit: Die, name: string): Die | undefined {
  for (const child of unit.children()) if (child.tag === TAG.variable && child.name === name && (child.has(AT.location) || child.has(AT.const_value))) return child;
  return undefined;
}
