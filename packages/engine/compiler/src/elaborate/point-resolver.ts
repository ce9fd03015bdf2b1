import { type Candidate, type DeriveError, type DerivedProbe, type Match, type Mismatch, type PointMatcher, type ProbeFamily, type Target, bodiesOf, isWildcard, pointNames } from "@tapset/core";
import { type ChainLink, type ProbeComponent, type ProbeDecl, type ProbePoint, Source, diagnostic, parseProbePoints, print } from "@tapset/language";
import type { ElaboratedProbe, SemanticDiagnostic } from "../elaborated.js";
import { type CandidateGroup, groupCandidates, ownerOf } from "./candidate-group.js";
import { elaborateError } from "./elaborate-errors.js";
import { ValueKnowledge } from "./known-values.js";
import { type Level, aliasText, elaboratedProbe, joinBodies, textOf, topLevel } from "./level.js";
import { type Demand, missingValues } from "./missing-values.js";

/** What a probe point comes to. Errors that an optional point or a wildcard swallowed are in `ignored`. */
export interface Resolution {
  readonly probes: readonly ElaboratedProbe[];
  /** Whether something that the probes stand for together with others, and that isn't optional itself, didn't resolve. */
  readonly isPartial?: boolean;
  readonly errors: readonly SemanticDiagnostic[];
  readonly ignored: readonly SemanticDiagnostic[];
}

/** Resolves written probe points to derived probes, through all aliases, on one target. */
export class PointResolver {
  readonly #knowledge: ValueKnowledge;

  /**
   * `struck`: points (as pp() prints them) that were found not to attach. `isGlobal`: whether a name in a file means a
   * global, and so no value of an alias. `isGuru`: whether points may be named that only guru mode allows.
   */
  constructor(
    readonly matcher: PointMatcher,
    readonly target: Target,
    readonly struck: ReadonlySet<string>,
    readonly isGlobal: Demand["isGlobal"],
    readonly isGuru: boolean,
  ) {
    this.#knowledge = new ValueKnowledge(matcher);
  }

  /** Resolves all points of a declaration. */
  resolve(declaration: ProbeDecl): Resolution {
    return this.#resolveList(declaration.points, topLevel(declaration));
  }

  /** Resolves one of the things a point matches, with an empty handler; for listings. */
  resolveGroup(group: CandidateGroup, point: ProbePoint): Resolution {
    const { span } = point;
    const level = topLevel({ kind: "ProbeDecl", span, points: [point], body: { kind: "Block", span, statements: [] } });
    return this.#resolveGroup(group, point, { ...level, written: textOf(point), lineage: [print(point)] });
  }

  /**
   * A list of points: `!` ends it where it resolves, and `?` (or any level above) makes failure silent. Where an alias's
   * list has a `!`, its points are backends: one that lacks a value which is read counts as one that doesn't resolve, and so
   * does one that stands for several points of which not all resolve.
   */
  #resolveList(points: readonly ProbePoint[], level: Level): Resolution {
    const probes: ElaboratedProbe[] = [];
    const errors: SemanticDiagnostic[] = [];
    const ignored: SemanticDiagnostic[] = [];
    let isPartial = false;
    const { alias } = level;
    const areBackends = alias !== undefined && points.some(({ sufficient }) => sufficient);
    const lineage = [...level.lineage, ...(level.lineage.length === 0 ? [points.map((point) => print(point)).join(",")] : [])];
    for (const point of points) {
      const optional = level.optional || point.optional;
      const resolution = this.#resolvePoint(point, {
        ...level,
        lineage,
        optional,
        written: level.written === "" ? textOf(point) : level.written,
        conditions: point.condition === undefined ? level.conditions : [point.condition, ...level.conditions],
        serving: alias === undefined ? level.serving : [...level.serving, { alias: textOf(alias.name), backend: textOf(point), addedBy: alias.isAdded ? alias.file.owner : undefined }],
      });
      ignored.push(...resolution.ignored);
      const lack = areBackends ? this.#lackOf(resolution, point, level) : undefined;
      (optional ? ignored : errors).push(...resolution.errors, ...(lack ?? []));
      const isWhole = lack === undefined && resolution.isPartial !== true;
      if (!point.optional && (!isWhole || resolution.probes.length === 0)) isPartial = true;
      if (lack !== undefined || (areBackends && point.sufficient && !isWhole)) continue;
      probes.push(...resolution.probes);
      if (point.sufficient && resolution.probes.length > 0) break;
    }
    return { probes, errors, ignored, isPartial };
  }

  /** What an alias's backend lacks of what is read; undefined when that's nothing. */
  #lackOf({ probes }: Resolution, point: ProbePoint, { alias, bodies, chain }: Level): readonly SemanticDiagnostic[] | undefined {
    if (alias === undefined || probes.length === 0) return undefined;
    const own = bodiesOf(alias.declaration);
    const missing = missingValues(probes, { outer: bodies, own, names: this.#knowledge.of(alias).names, isGlobal: this.isGlobal });
    if (missing.length === 0) return undefined;
    const reasons = this.#knowledge.absentAt(alias, point);
    const backend = `backend ${textOf(point)} of ${textOf(alias.name)}`;
    return missing.map((name) => elaborateError("missing-value", point.span, [backend, name, reasons.get(name) ?? ""], { chain }));
  }

  /** One point: everything it matches. Of a wildcard's expansions one that works is enough. */
  #resolvePoint(point: ProbePoint, level: Level): Resolution {
    const result = this.matcher.match(point);
    if (result.kind === "mismatch") {
      return failed(mismatchDiagnostic(point, result.mismatch, level.chain));
    }
    const resolution = together(groupCandidates(result.candidates).map((group) => this.#resolveGroup(group, point, level)));
    const { probes, errors, ignored } = resolution;
    if (isWildcard(point) && probes.length > 0) return { probes, errors: [], ignored: [...ignored, ...errors] };
    return resolution;
  }

  /** One thing a point means. Of an alias's alternatives the first counts that resolves and has what is read. */
  #resolveGroup({ alternatives }: CandidateGroup, point: ProbePoint, level: Level): Resolution {
    const resolve = (candidates: readonly Candidate[], at: Level): Resolution =>
      together(candidates.map((candidate) => this.#resolveCandidate(candidate, point, at)));
    const [first = [], ...others] = alternatives;
    if (others.length === 0) return resolve(first, level);
    const names = new Set(alternatives.flat().flatMap((candidate) => [...this.#knowledge.ofCandidate(candidate).names]));
    const ignored: SemanticDiagnostic[] = [];
    for (const [index, candidates] of alternatives.entries()) {
      const isLast = index === alternatives.length - 1;
      const resolution = resolve(candidates, { ...level, optional: level.optional || !isLast });
      const missing = missingValues(resolution.probes, { outer: level.bodies, own: [], names, isGlobal: this.isGlobal });
      if (resolution.probes.length > 0 && missing.length === 0) return { ...resolution, ignored: [...ignored, ...resolution.ignored] };
      ignored.push(...resolution.ignored, ...resolution.errors, ...this.#missingFrom(candidates, missing, point, level));
    }
    return { ...failed(unserved(textOf(point), ignored, point, level)), ignored };
  }

  #missingFrom(candidates: readonly Candidate[], missing: readonly string[], point: ProbePoint, { chain }: Level): SemanticDiagnostic[] {
    const absent = new Map(candidates.flatMap((candidate) => [...this.#knowledge.ofCandidate(candidate).absent]));
    const owner = ownerOf(candidates[0]);
    const backend = owner === undefined ? `probe ${textOf(point)}` : `the backend that ${owner} adds to ${textOf(point)}`;
    return missing.map((name) => elaborateError("missing-value", point.span, [backend, name, absent.get(name) ?? ""], { chain }));
  }

  #resolveCandidate(candidate: Candidate, point: ProbePoint, level: Level): Resolution {
    if (candidate.kind === "alias") return this.#expand(candidate, point, level);
    return this.#derive(candidate.family, candidate.match, level);
  }

  #expand({ alias, suffix, text }: Candidate & { kind: "alias" }, point: ProbePoint, level: Level): Resolution {
    const { declaration } = alias;
    const name = pointNames(alias.name).join(".");
    const chain: ChainLink[] = [{ message: `expanded from alias '${name}'`, span: point.span }, ...level.chain];
    if (level.open.has(declaration)) return failed(elaborateError("alias-recursion", point.span, [name], { chain: level.chain }));
    const points = declaration.points.map((each) => ({ ...each, components: [...each.components, ...suffix] }));
    const resolution = this.#resolveList(points, {
      ...level,
      bodies: joinBodies(alias, level.bodies, text),
      open: new Set([...level.open, declaration]),
      chain,
      lineage: [aliasText(alias), ...level.lineage],
      name: level.name ?? text,
      alias,
    });
    const reasons = [...resolution.ignored, ...resolution.errors];
    const [stranger] = suffix;
    const errors = resolution.errors.length > 0 ? resolution.errors : resolution.ignored;
    if (stranger !== undefined && resolution.probes.length === 0 && errors.length > 0 && errors.every((error) => isOf(suffix, error))) {
      return failed(mismatchDiagnostic(point, this.matcher.mismatchBehind(point, name, stranger, errors.every(({ id }) => id === "extra-component")), level.chain));
    }
    if (resolution.probes.length > 0 || (resolution.errors.length > 0 && !reasons.some(isMissingValue))) return resolution;
    // All it stands for is optional, or lacks what is read: what was passed over in silence is now the reason.
    return { ...failed(unserved(name, reasons, point, level)), ignored: resolution.ignored };
  }

  #derive(family: ProbeFamily, match: Match, level: Level): Resolution {
    if (match.pattern.guru === true && !this.isGuru) return failed(elaborateError("needs-guru", match.span, [match.text], { chain: level.chain, hints: ["give -g"] }));
    const derivation = family.derive(match, this.target);
    if (derivation.kind === "errors") {
      const errors = derivation.errors.map((error) => deriveDiagnostic(family, error, match, level.chain));
      return { probes: [], errors, ignored: [] };
    }
    if (derivation.kind === "points") return this.#derivePoints(match, derivation.points, level);
    if (derivation.probes.length === 0) return failed(elaborateError("no-match", match.span, [match.text], { chain: level.chain }));
    const probes: ElaboratedProbe[] = [];
    const errors: SemanticDiagnostic[] = [];
    for (const derived of derivation.probes) {
      const error = this.#unusable(derived, match, level);
      if (error !== undefined) errors.push(error);
      else probes.push(elaboratedProbe(derived, family, level));
    }
    // Of many probes behind one point, as of a wildcard's, those that work are enough.
    return probes.length > 0 ? { probes, errors: [], ignored: errors } : { probes, errors, ignored: [] };
  }

  /** Other points that a family says stand for this one. */
  #derivePoints(match: Match, text: string, level: Level): Resolution {
    const { span } = match;
    if (level.open.has(match.text)) {
      return failed(elaborateError("derivation-recursion", span, [match.text], { chain: level.chain }));
    }
    const { points, diagnostics } = parseProbePoints(new Source(`<${match.text}>`, text));
    if (diagnostics.length > 0) return { probes: [], errors: diagnostics, ignored: [] };
    return this.#resolveList(points, {
      ...level,
      open: new Set([...level.open, match.text]),
      chain: [{ message: `derived from '${match.text}'`, span }, ...level.chain],
      lineage: [`${match.text} = ${text}`, ...level.lineage],
      name: level.name ?? match.text,
      alias: undefined,
    });
  }

  /** Why a probe that was derived can't be used. */
  #unusable(derived: DerivedProbe, match: Match, { chain }: Level): SemanticDiagnostic | undefined {
    if (this.struck.has(derived.point)) return elaborateError("not-attached", match.span, [derived.point], { chain });
    for (const feature of derived.needs) {
      const { verdict, reason, wayOut } = this.target.feature(feature);
      if (verdict !== "no") continue;
      const hints = wayOut === undefined ? [] : [wayOut];
      return elaborateError("missing-feature", match.span, [derived.point, feature, reason], { hints, chain, lacks: feature });
    }
    return undefined;
  }
}

/** The error of an alias without a backend that serves, with what is wrong with each. */
function unserved(name: string, reasons: readonly SemanticDiagnostic[], point: ProbePoint, { chain }: Level): SemanticDiagnostic {
  const said = reasons.flatMap(({ id, message, hints }) => (id === "unresolved-alias" || id === "no-backend" ? hints : [message]));
  const lacks = reasons.find((each) => each.lacks !== undefined)?.lacks;
  const id = reasons.some(isMissingValue) ? "no-backend" : "unresolved-alias";
  return elaborateError(id, point.span, [name], { chain, hints: [...new Set(said)], ...(lacks !== undefined && { lacks }) });
}

/** Whether one of the components is what matches nothing. */
function isOf(components: readonly ProbeComponent[], { unknown, span }: SemanticDiagnostic): boolean {
  return unknown?.kind === "probe point" && components.some((component) => component.span === span);
}

function isMissingValue({ id }: SemanticDiagnostic): boolean {
  return id === "missing-value" || id === "no-backend";
}

function together(resolutions: readonly Resolution[]): Resolution {
  return {
    probes: resolutions.flatMap(({ probes }) => probes),
    errors: resolutions.flatMap(({ errors }) => errors),
    ignored: resolutions.flatMap(({ ignored }) => ignored),
    isPartial: resolutions.some(({ isPartial }) => isPartial),
  };
}

/** The diagnostic of a point that matches nothing. */
export function mismatchDiagnostic(point: ProbePoint, { id, message, span, hints }: Mismatch, chain: readonly ChainLink[] = []): SemanticDiagnostic {
  return { ...diagnostic(id, message, span, { hints, chain }), unknown: { kind: "probe point", words: pointNames(point) } };
}

function deriveDiagnostic(family: ProbeFamily, error: DeriveError, match: Match, chain: readonly ChainLink[]): SemanticDiagnostic {
  const { id, message, hints, lacks } = error;
  const made = diagnostic(`${family.name}/${id}`, message, match.span, { hints, chain });
  return { ...made, ...(lacks !== undefined && { lacks }) };
}

function failed(error: SemanticDiagnostic): Resolution {
  return { probes: [], errors: [error], ignored: [] };
}
