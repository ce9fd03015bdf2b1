import { type DebugImage, type Derivation, type DeriveError, type DerivedProbe, parseSourcePattern, statementPlaces, type Target } from "@tapset/core";
import { isDebugImage, neededDebugInfo } from "./debug-info.js";
import { debugProbe, oneOfManyPlaces, sourcePoint } from "./debug-probe.js";
import { malformedSource } from "./function-errors.js";

/** How many lines a hint lists. */
const MOST_LINES = 6;

/** Probes at lines of source files: `"NAME@FILE:LINES"`. */
export function deriveStatements(written: string, isNearest: boolean, module: string | undefined, target: Target): Derivation {
  const pattern = parseSourcePattern(written);
  if (pattern === undefined) return errors(malformedSource(written));
  const image = neededDebugInfo(`the statement "${written}"`, module, target);
  if (!isDebugImage(image)) return errors(image);
  const { places, known } = statementPlaces(image.dwarf, pattern, isNearest);
  const probes = places.flatMap((place): DerivedProbe[] => {
    const probe = debugProbe(sourcePoint(image, "statement", place.code.name, place), image, place, target);
    return probe === undefined ? [] : [probe];
  });
  // Of several each may be where the kernel allows no probe.
  if (probes.length > 0) return { kind: "probes", probes: probes.length > 1 ? probes.map(oneOfManyPlaces) : probes };
  return errors(places.length > 0 ? unplaced(written) : noStatement(written, known, image));
}

const errors = (error: DeriveError): Derivation => ({ kind: "errors", errors: [error] });

function unplaced(written: string): DeriveError {
  return { id: "unplaced-code", message: `where "${written}" lies in memory can't be told: the kernel hides its addresses, or has let go of that code`, hints: ["trace as root, with kernel.kptr_restrict at 0 or 1"] };
}

function noStatement(written: string, known: readonly number[], { path }: DebugImage): DeriveError {
  const line = Number(/[:+](\d+)/.exec(written)?.[1] ?? 0);
  const near = [...known].sort((a, b) => Math.abs(a - line) - Math.abs(b - line)).slice(0, MOST_LINES);
  return {
    id: "no-such-statement",
    message: `no statement matches "${written}" in the debug information ${path}`,
    hints: near.length > 0 ? [`lines near it that have code are ${near.sort((a, b) => a - b).join(", ")}`, "write .nearest behind it for the next of them"] : [],
  };
}
