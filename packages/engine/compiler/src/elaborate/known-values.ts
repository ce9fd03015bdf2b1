import { type Alias, type Candidate, type PointMatcher, bodiesOf, parseDocComment, variablesWritten } from "@tapset/core";
import type { AliasDecl, ProbePoint } from "@tapset/language";

/** What aliases say of the values that handlers can read at them, whether or not they resolve anywhere. */
export interface KnownValues {
  /** Values that are documented or set. */
  readonly names: ReadonlySet<string>;
  /** Values that are declared absent, and why. */
  readonly absent: ReadonlyMap<string, string>;
}

/** Looks through aliases' doc comments and bodies, without a target. */
export class ValueKnowledge {
  readonly #known = new Map<AliasDecl, KnownValues>();

  constructor(readonly matcher: PointMatcher) {}

  /** What is known at a written point: nothing where it stands for no alias. */
  at(point: ProbePoint): KnownValues {
    const result = this.matcher.match(point);
    return together((result.kind === "matched" ? result.candidates : []).map((candidate) => this.ofCandidate(candidate)));
  }

  ofCandidate(candidate: Candidate): KnownValues {
    return candidate.kind === "alias" ? this.of(candidate.alias) : NOTHING;
  }

  /** What an alias, and those below one of its backends, say that the backend lacks, and why. */
  absentAt({ declaration }: Alias, backend: ProbePoint): ReadonlyMap<string, string> {
    return new Map([...parseDocComment(declaration.doc ?? "").absent, ...this.at(backend).absent]);
  }

  /** What an alias and those below it say. */
  of({ declaration }: Alias): KnownValues {
    const known = this.#known.get(declaration);
    if (known !== undefined) return known;
    // An alias that stands for itself, which is refused elsewhere, has nothing to add.
    this.#known.set(declaration, NOTHING);
    const { values, absent } = parseDocComment(declaration.doc ?? "");
    const own: KnownValues = { names: new Set([...values.keys(), ...variablesWritten(bodiesOf(declaration))]), absent };
    const all = together([own, ...declaration.points.map((point) => this.at(point))]);
    this.#known.set(declaration, all);
    return all;
  }
}

const NOTHING: KnownValues = { names: new Set(), absent: new Map() };

function together(parts: readonly KnownValues[]): KnownValues {
  if (parts.length === 0) return NOTHING;
  return {
    names: new Set(parts.flatMap(({ names, absent }) => [...names, ...absent.keys()])),
    absent: new Map(parts.flatMap(({ absent }) => [...absent])),
  };
}
