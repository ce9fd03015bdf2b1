import { type DebugImage, type DerivedProbe, functionBeginnings, sourceFunctions, type SourcePattern, type SourcePlace, spansLines, type Target } from "@tapset/core";
import type { DwarfFunction } from "@tapset/elf";
import { debugProbe, oneOfManyPlaces, sourcePoint } from "./debug-probe.js";
import { type FunctionEnd, functionProbe } from "./function-probe.js";
import { functionsMatching } from "./kernel-function.js";

/** What a point wants of the functions that it names. */
export interface WantedFunctions {
  readonly end: FunctionEnd;
  /** What follows the function in the point. */
  readonly suffix: string;
  /** The functions' own code, and copies of it in others. */
  readonly bodies: boolean;
  readonly copies: boolean;
  /** Whether a function is one of those that are meant. */
  readonly isMeant: (name: string) => boolean;
}

/** Probes of the functions that a pattern means by what debug information knows of them. */
export function sourceProbes(image: DebugImage, pattern: SourcePattern, wanted: WantedFunctions, target: Target): readonly DerivedProbe[] {
  const { lines } = pattern;
  const functions = sourceFunctions(image.dwarf, pattern).filter((each) => wanted.isMeant(each.name) && (lines === undefined || spansLines(each, lines)));
  const probes = functions.flatMap((each) => functionBeginnings(each, wanted).flatMap((place) => probeOf(image, each, place, wanted, target) ?? []));
  // Of several each may be where the kernel allows no probe.
  return probes.length > 1 ? probes.map(oneOfManyPlaces) : probes;
}

function probeOf(image: DebugImage, each: DwarfFunction, place: SourcePlace, { end, suffix }: WantedFunctions, target: Target): DerivedProbe | undefined {
  const point = `${sourcePoint(image, "function", each.name, place)}${suffix}`;
  const typed = isOnlyOne(image, each, place) ? functionsMatching(target, image.module, each.name).find(({ prototype }) => prototype !== undefined) : undefined;
  return (typed && functionProbe(point, typed, end, target)) ?? debugProbe(point, image, place, target, end);
}

/** Whether a place is what the kernel finds by the function's name. */
function isOnlyOne({ dwarf }: DebugImage, { name }: DwarfFunction, { code, address }: SourcePlace): boolean {
  if (code.isInlined || dwarf.file.symbols()?.at(address)?.symbol.name !== name) return false;
  return dwarf.file.symbols()?.find(name).length === 1;
}
