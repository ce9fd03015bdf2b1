import {
  type Alias,
  type Candidate,
  type DeriveError,
  type DerivedProbe,
  type Match,
  type PointMatcher,
  type ProbeFamily,
  type Target,
  isWildcard,
  pointNames,
  pointText,
} from "@tapset/core";
import {
  type ChainLink,
  type Expression,
  type ProbeDecl,
  type ProbePoint,
  Source,
  diagnostic,
  parseProbePoints,
  print,
} from "@tapset/language";
import type { ElaboratedProbe, JoinedBody, SemanticDiagnostic } from "../elaborated.js";
import { elaborateError } from "./elaborate-errors.js";

/** What a probe point comes to. Errors that an optional point or a wildcard swallowed are in `ignored`. */
export interface Resolution {
  readonly probes: readonly ElaboratedProbe[];
  readonly errors: readonly SemanticDiagnostic[];
  readonly ignored: readonly SemanticDiagnostic[];
}

/** What the levels above a point bring along: the aliases it is being expanded from. */
interface Level {
  readonly declaration: ProbeDecl;
  readonly written: string;
  readonly optional: boolean;
  /** Bodies that run before and after those of the levels below. */
  readonly bodies: readonly JoinedBody[];
  readonly conditions: readonly Expression[];
  /** What is being expanded, to know what stands for itself. */
  readonly open: ReadonlySet<object | string>;
  readonly chain: readonly ChainLink[];
  readonly lineage: readonly string[];
}

/** Resolves written probe points to derived probes, through all aliases, on one target. */
export class PointResolver {
  /** `struck`: points (as pp() prints them) that were found not to attach. */
  constructor(
    readonly matcher: PointMatcher,
    readonly target: Target,
    readonly struck: ReadonlySet<string>,
  ) {}

  /** Resolves all points of a declaration. */
  resolve(declaration: ProbeDecl): Resolution {
    return this.#resolveList(declaration.points, topLevel(declaration));
  }

  /** Resolves one of the things a point matches, with an empty handler; for listings. */
  resolveCandidate(candidate: Candidate, point: ProbePoint): Resolution {
    const { span } = point;
    const level = topLevel({ kind: "ProbeDecl", span, points: [point], body: { kind: "Block", span, statements: [] } });
    return this.#resolveCandidate(candidate, point, { ...level, written: textOf(point), lineage: [print(point)] });
  }

  /** A list of alternatives: `!` ends it where it resolves, and `?` (or any level above) makes failure silent. */
  #resolveList(points: readonly ProbePoint[], level: Level): Resolution {
    const probes: ElaboratedProbe[] = [];
    const errors: SemanticDiagnostic[] = [];
    const ignored: SemanticDiagnostic[] = [];
    const lineage = [...level.lineage, ...(level.lineage.length === 0 ? [points.map((point) => print(point)).join(",")] : [])];
    for (const point of points) {
      const optional = level.optional || point.optional;
      const resolution = this.#resolvePoint(point, {
        ...level,
        lineage,
        optional,
        written: level.written === "" ? textOf(point) : level.written,
        conditions: point.condition === undefined ? level.conditions : [point.condition, ...level.conditions],
      });
      probes.push(...resolution.probes);
      ignored.push(...resolution.ignored);
      (optional ? ignored : errors).push(...resolution.errors);
      if (point.sufficient && resolution.probes.length > 0) break;
    }
    return { probes, errors, ignored };
  }

  /** One point: everything it matches. Of a wildcard's expansions one that works is enough. */
  #resolvePoint(point: ProbePoint, level: Level): Resolution {
    const result = this.matcher.match(point);
    if (result.kind === "mismatch") {
      const { id, message, span, hints } = result.mismatch;
      return failed(diagnostic(id, message, span, { hints, chain: level.chain }));
    }
    const resolutions = result.candidates.map((candidate) => this.#resolveCandidate(candidate, point, level));
    const probes = resolutions.flatMap((resolution) => resolution.probes);
    const errors = resolutions.flatMap((resolution) => resolution.errors);
    const ignored = resolutions.flatMap((resolution) => resolution.ignored);
    if (isWildcard(point) && probes.length > 0) return { probes, errors: [], ignored: [...ignored, ...errors] };
    return { probes, errors, ignored };
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
    });
    if (resolution.probes.length > 0 || resolution.errors.length > 0) return resolution;
    // All it stands for is optional: what was passed over in silence is now the reason.
    const hints = resolution.ignored.map(({ message }) => message);
    const lacks = resolution.ignored.find((each) => each.lacks !== undefined)?.lacks;
    return failed(
      elaborateError("unresolved-alias", point.span, [name], {
        chain: level.chain,
        hints: [...new Set(hints)],
        ...(lacks !== undefined && { lacks }),
      }),
    );
  }

  #derive(family: ProbeFamily, match: Match, level: Level): Resolution {
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
    });
  }

  /** Why a probe that was derived can't be used. */
  #unusable(derived: DerivedProbe, match: Match, { chain }: Level): SemanticDiagnostic | undefined {
    if (this.struck.has(derived.point)) return elaborateError("not-attached", match.span, [derived.point], { chain });
    for (const feature of derived.needs) {
      const { verdict, reason } = this.target.feature(feature);
      if (verdict !== "no") continue;
      return elaborateError("missing-feature", match.span, [derived.point, feature, reason], { chain, lacks: feature });
    }
    return undefined;
  }
}

/** Where a declaration's points begin: no alias around them yet. */
function topLevel(declaration: ProbeDecl): Level {
  return {
    declaration,
    written: "",
    optional: false,
    bodies: [{ block: declaration.body, alias: undefined }],
    conditions: [],
    open: new Set(),
    chain: [],
    lineage: [],
  };
}

function elaboratedProbe(derived: DerivedProbe, family: ProbeFamily, level: Level): ElaboratedProbe {
  const { declaration, written, bodies, conditions, optional, lineage } = level;
  return { declaration, derived, family, written, bodies, conditions, optional, lineage };
}

/** An alias's prologue runs before everything of the levels above it, its epilogue after. */
function joinBodies({ declaration }: Alias, inner: readonly JoinedBody[], text: string): readonly JoinedBody[] {
  const body = (block: JoinedBody["block"] | undefined): JoinedBody[] => (block ? [{ block, alias: text }] : []);
  return [...body(declaration.prologue), ...inner, ...body(declaration.epilogue)];
}

function deriveDiagnostic(family: ProbeFamily, error: DeriveError, match: Match, chain: readonly ChainLink[]): SemanticDiagnostic {
  const { id, message, hints, lacks } = error;
  const made = diagnostic(`${family.name}/${id}`, message, match.span, { hints, chain });
  return { ...made, ...(lacks !== undefined && { lacks }) };
}

function failed(error: SemanticDiagnostic): Resolution {
  return { probes: [], errors: [error], ignored: [] };
}

/** A point without its mark and condition. */
function textOf({ components }: ProbePoint): string {
  return pointText(components.map(({ name, param }) => ({ name, literal: param?.value })));
}

/** `a = begin!, end`, or with `+=` where only an epilogue is there. */
function aliasText({ name, declaration }: Alias): string {
  const operator = declaration.prologue === undefined ? "+=" : "=";
  return `${textOf(name)} ${operator} ${declaration.points.map((point) => print(point)).join(", ")}`;
}
