import { PointMatcher, type Derivation, type Mismatch, type ProbeFamily, type Target } from "@tapset/core";
import { parseProbePoints, Source } from "@tapset/language";

/** What a written point comes to in one family. */
export type PointOutcome = Derivation | { readonly kind: "mismatch"; readonly mismatch: Mismatch };

/**
 * Matches one written probe point against a family and derives it on a target, as elaboration would. A wildcard that
 * matches several points gives all their probes; of several that can't be derived, the first one's errors.
 *
 * @throws Error when the text is no single probe point
 */
export function derivePoint(family: ProbeFamily, text: string, target: Target): PointOutcome {
  const { points, diagnostics } = parseProbePoints(new Source("<point>", text));
  const [point] = points;
  if (point === undefined || points.length > 1) throw new Error(diagnostics[0]?.message ?? `not one probe point: ${text}`);
  const result = new PointMatcher([family], [], target).match(point);
  if (result.kind === "mismatch") return result;
  const derivations = result.candidates.flatMap((candidate) => (candidate.kind === "family" ? [family.derive(candidate.match, target)] : []));
  const probes = derivations.flatMap((derivation) => (derivation.kind === "probes" ? derivation.probes : []));
  return probes.length > 0 ? { kind: "probes", probes } : (derivations[0] ?? { kind: "probes", probes });
}
