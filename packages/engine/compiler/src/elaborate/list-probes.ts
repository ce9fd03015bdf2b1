import { type Candidate, type PointMatcher, type RegistryView, type ScalarType, type Target, isInternalName, isWildcard, pointNames, variablesWritten } from "@tapset/core";
import type { ProbePoint } from "@tapset/language";
import type { ElaboratedProbe, SemanticDiagnostic } from "../elaborated.js";
import { groupCandidates } from "./candidate-group.js";
import { pointMatcher } from "./elaborate.js";
import { PointResolver, type Resolution, mismatchDiagnostic } from "./point-resolver.js";

/** Something a handler can read by name at a listed point. */
export interface ListedValue {
  readonly name: string;
  readonly type: ScalarType;
  readonly doc: string;
  /** C type of a context variable, where it has one. */
  readonly ctype?: string;
}

/** A line of `-l` and `-L`. */
export interface ListedProbe {
  /** As a script writes it: an alias by its name, a family's point as it's derived. */
  readonly point: string;
  readonly values: readonly ListedValue[];
}

/** What `-l` found, and why it found nothing. */
export interface Listing {
  readonly probes: readonly ListedProbe[];
  readonly diagnostics: readonly SemanticDiagnostic[];
}

/**
 * The probe points some written points can mean on a target. Aliases are listed by name, and only if something they
 * stand for resolves. Where a wildcard's words match points that want literals, their forms are listed:
 * `timer.ms(number)`.
 */
export function listProbes(points: readonly ProbePoint[], view: RegistryView, target: Target): Listing {
  const matcher = pointMatcher(undefined, view, target);
  const resolver = new PointResolver(matcher, target, new Set(), (name) => view.global(name) !== undefined, true);
  const probes = new Map<string, ListedProbe>();
  const diagnostics: SemanticDiagnostic[] = [];
  for (const point of points) {
    const found = listPoint(point, matcher, resolver, view);
    for (const probe of found.probes) probes.set(probe.point, probe);
    if (found.probes.length === 0) diagnostics.push(...found.diagnostics);
  }
  return { probes: [...probes.values()], diagnostics };
}

function listPoint(point: ProbePoint, matcher: PointMatcher, resolver: PointResolver, view: RegistryView): Listing {
  const result = matcher.match(point);
  // Who writes a literal means points, not forms.
  const isForm = point.components.every(({ param }) => param === undefined) && (result.kind === "mismatch" || isWildcard(point));
  const forms = isForm ? listForms(point, matcher, view) : [];
  if (result.kind === "mismatch") {
    return { probes: forms, diagnostics: [mismatchDiagnostic(point, result.mismatch)] };
  }
  const probes: ListedProbe[] = [];
  const diagnostics: SemanticDiagnostic[] = [];
  for (const group of groupCandidates(result.candidates)) {
    const resolution = resolver.resolveGroup(group, point);
    const [candidate] = group.alternatives.flat();
    diagnostics.push(...resolution.errors);
    if (candidate !== undefined && resolution.probes.length > 0) probes.push(...listCandidate(candidate, resolution, view));
  }
  return { probes: [...probes, ...forms], diagnostics };
}

function listCandidate(candidate: Candidate, { probes }: Resolution, view: RegistryView): ListedProbe[] {
  if (candidate.kind === "family") {
    return probes.map(({ derived }) => ({
      point: derived.point,
      values: derived.scope.list().map(({ name, type, doc, ctype }) => ({ name, type, doc, ...(ctype !== undefined && { ctype }) })),
    }));
  }
  const name = pointNames(candidate.alias.name).join(".");
  if (isInternalName(name)) return [];
  const documented = view.manifests.flatMap((manifest) => manifest.probes).find((probe) => probe.name === name);
  return [{ point: candidate.text, values: (documented?.values ?? []).filter((value) => probes.every((probe) => hasValue(probe, value.name))) }];
}

/** Whether what serves an alias sets a value; backends that don't serve may have more. */
function hasValue({ bodies, derived }: ElaboratedProbe, name: string): boolean {
  return variablesWritten(bodies.map(({ block }) => block)).has(name) || derived.scope.lookup(name) !== undefined;
}

/** Forms with literals that a point's words match. */
function listForms(point: ProbePoint, matcher: PointMatcher, view: RegistryView): ListedProbe[] {
  const patterns = view.manifests.flatMap(({ families }) => families.flatMap((family) => family.patterns));
  return matcher
    .forms(point)
    .filter((form) => form.includes("("))
    .map((form) => ({ point: form, values: patterns.find((pattern) => pattern.form === form)?.variables ?? [] }));
}
