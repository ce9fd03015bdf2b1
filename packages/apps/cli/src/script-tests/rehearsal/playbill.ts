import { type Elaborated, type ElaboratedProbe, pointMatcher } from "@tapset/compiler";
import { closest, type ContextVariable, didYouMean, type DerivedProbe, type RegistryView, type Target } from "@tapset/core";
import { parseProbePoints, print, type ProbePoint, type Script, Source } from "@tapset/language";
import type { RehearsedFamilies, StagePlace, StageSite } from "./rehearsed-family.js";

/** What an event's point comes to: where it fires, and what the handlers there can be told. */
export interface Act {
  /** As the event names it. */
  readonly point: string;
  /** As pp() prints it. */
  readonly derivedPoint: string;
  readonly site: StageSite;
  variable(name: string): ContextVariable | undefined;
  readonly names: readonly string[];
}

/** A point that an event can't be at. */
export class PointError extends Error {
  override readonly name = "PointError";
  constructor(
    message: string,
    readonly hints: readonly string[] = [],
  ) {
    super(message);
  }
}

const MOST_LISTED = 8;

/** What a script's probes wait for. */
export class Playbill {
  readonly #probes: readonly ElaboratedProbe[];
  readonly #families: RehearsedFamilies;
  readonly #derive: (point: ProbePoint) => readonly DerivedProbe[];

  constructor(script: Script, { probes }: Elaborated, view: RegistryView, families: RehearsedFamilies, target: Target) {
    this.#probes = probes;
    this.#families = families;
    const matcher = pointMatcher({ name: script.span.source.name, owner: undefined, script }, view, target);
    this.#derive = (point) => {
      const result = matcher.match(point);
      if (result.kind === "mismatch") return [];
      return result.candidates.flatMap((candidate) => {
        if (candidate.kind !== "family") return [];
        const derivation = candidate.family.derive(candidate.match, target);
        return derivation.kind === "probes" ? derivation.probes : [];
      });
    };
  }

  /**
   * What happens when a point fires: a point as pp() prints it, as the script writes it, an alias of it, or the entry of one of
   * the script's return probes.
   * @throws PointError
   */
  act(text: string): Act {
    const point = parsePoint(text);
    const name = print(point);
    const listening = this.#probes.filter((probe) => namesOf(probe).includes(name));
    const derived = listening.length > 0 ? listening.map((probe) => probe.derived) : this.#derive(point).filter((probe) => this.#isAwaited(probe));
    const sites = new Map(derived.flatMap((probe) => (this.#families.siteOf(probe) ? [[keyOf(this.#families.siteOf(probe)!, probe), probe]] : [])));
    const [first, ...others] = sites.values();
    if (first === undefined) throw this.#unheard(name);
    // One point may fire at several places, as a system call does of programs of 32 bits: the first is where it happens.
    const points = [...new Set([first, ...others].map((probe) => probe.point))];
    if (points.length > 1) {
      throw new PointError(`${name} stands for ${points.length} points`, [`name the one that fires: ${listed(points)}`]);
    }
    return this.#actOf(name, first);
  }

  #actOf(point: string, derived: DerivedProbe): Act {
    const site = this.#families.siteOf(derived)!;
    const scopes = [derived, ...this.#probes.map((probe) => probe.derived).filter((probe) => this.#meets(probe, site))].map(({ scope }) => scope);
    return {
      point,
      derivedPoint: derived.point,
      site,
      variable: (name) => scopes.map((scope) => scope.lookup(name)).find((variable) => variable !== undefined),
      get names() {
        return [...new Set(scopes.flatMap((scope) => scope.list().map(({ name }) => name)))];
      },
    };
  }

  /** Whether a probe of the script runs, or remembers, where another fires. */
  #meets(probe: DerivedProbe, site: StageSite): boolean {
    const own = this.#families.siteOf(probe);
    if (own?.where !== "kernel" || site.where !== "kernel") return false;
    return [own.fires, own.entry].some((place) => place !== undefined && isSame(place, site.fires));
  }

  #isAwaited(probe: DerivedProbe): boolean {
    const site = this.#families.siteOf(probe);
    return site !== undefined && this.#probes.some(({ derived }) => this.#meets(derived, site));
  }

  #unheard(name: string): PointError {
    const points = [...new Set(this.#probes.filter(({ derived: { site } }) => site.where === "kernel" || site.phase === "events").map(({ derived }) => derived.point))];
    const similar = didYouMean(closest(name, points));
    if (similar.length > 0) return new PointError(`no probe of the script is at ${name}`, similar);
    return new PointError(`no probe of the script is at ${name}`, points.length > 0 ? [`name one of those it has: ${listed(points)}`] : ["let time pass instead: the script's probes fire by themselves"]);
  }
}

function parsePoint(text: string): ProbePoint {
  const { points, diagnostics } = parseProbePoints(new Source("<point>", text));
  const [point, ...others] = points;
  if (point === undefined || others.length > 0) throw new PointError(diagnostics[0]?.message ?? `'${text}' is no single probe point`);
  return point;
}

/** All that a probe is called. */
function namesOf({ derived, written, serving }: ElaboratedProbe): readonly string[] {
  return [derived.point, written, ...serving.map(({ alias }) => alias)];
}

function keyOf(site: StageSite, { point }: DerivedProbe): string {
  return site.where === "session" ? point : `${site.fires.tracepoint} ${site.fires.select}`;
}

/** Whether what fires at one place fires at the other. */
function isSame(one: StagePlace, other: StagePlace): boolean {
  return one.tracepoint === other.tracepoint && one.select === other.select;
}

function listed(points: readonly string[]): string {
  return points.slice(0, MOST_LISTED).join(", ") + (points.length > MOST_LISTED ? ", …" : "");
}
