import type { FeatureAnswer, FeatureName, Manifest, ManifestPattern, ManifestProbe } from "@tapset/core";
import { type FormIndex, indexForms } from "./form-index.js";
import type { Offer, TapsetHealth, Verdict } from "./doctor-report.js";

/** What a session takes of the kernel before any of its handlers can run there. */
export const sessionNeeds: readonly FeatureName[] = ["bpf", "ring-buffer", "mmapable-array", "percpu-array"];

type Ask = (feature: FeatureName) => FeatureAnswer;
type Health = Omit<Offer, "name">;

const worksAnywhere: Health = { verdict: "yes", reason: "", features: [] };
const ranks: Readonly<Record<Verdict, number>> = { yes: 2, unknown: 1, no: 0 };

/** What of each tapset works on a kernel, by the manifests alone: no package's code is loaded. */
export function tapsetHealth(manifests: readonly Manifest[], ask: Ask): readonly TapsetHealth[] {
  const forms = indexForms(manifests);
  return manifests.map((manifest) => {
    const points: Offer[] = [
      ...manifest.families.flatMap(({ patterns }) => patterns.map((pattern) => ({ name: pattern.form, ...ofForm(pattern, ask) }))),
      ...manifest.probes.map((probe) => ({ name: probe.name, ...ofAlias(probe, forms, ask, new Set()) })),
    ];
    const functions = manifest.functions.flatMap(({ name, needs }): Offer[] => (needs === undefined ? [] : [{ name, ...ofAll(needs, ask) }]));
    const { name, version, contract } = manifest;
    return { name, version, contract, verdict: overall([...points, ...functions]), points, functions };
  });
}

/** The best of several ways. */
function best(ways: readonly Health[]): Health {
  return ways.reduce((chosen, way) => (ranks[way.verdict] > ranks[chosen.verdict] ? way : chosen));
}

/** A form with neither needs nor ways fires in the session. */
function ofForm({ needs, ways }: ManifestPattern, ask: Ask): Health {
  if (needs === undefined && ways === undefined) return worksAnywhere;
  return best((ways ?? [[]]).map((way) => ofAll([...(needs ?? []), ...way], ask)));
}

/** Everything is needed: the first that is missing says why. */
function ofAll(needs: readonly FeatureName[], ask: Ask): Health {
  const features = [...new Set([...sessionNeeds, ...needs])];
  const answers = features.map((name) => ({ name, ...ask(name) }));
  const lacking = answers.find(({ verdict }) => verdict === "no") ?? answers.find(({ verdict }) => verdict === "unknown");
  if (lacking === undefined) return { verdict: "yes", reason: "", features };
  const { name, verdict, reason, wayOut } = lacking;
  return { verdict, reason: `${name}: ${reason}`, ...(wayOut !== undefined && { wayOut }), features };
}

/**
 * An alias works where the first backend marked `!` does that works at all, else where all do that have no mark, else where any
 * does. Backends may be aliases again, and come from other packages.
 */
function ofAlias(probe: ManifestProbe, forms: FormIndex, ask: Ask, open: ReadonlySet<string>): Health {
  if (open.has(probe.name)) return nothingServes(probe.name, "it stands for itself");
  const within = new Set([...open, probe.name]);
  const ways = [...probe.backends, ...forms.addedTo(probe.name)].map(({ point, mark }) => ({ mark, health: ofPoint(point, forms, ask, within) }));
  if (ways.length === 0) return nothingServes(probe.name, "it stands for nothing");
  const sufficient = ways.find(({ mark, health }) => mark === "!" && health.verdict === "yes");
  const required = ways.filter(({ mark }) => mark === undefined);
  if (sufficient !== undefined) return sufficient.health;
  return required.length > 0 ? together(required.map(({ health }) => health)) : best(ways.map(({ health }) => health));
}

function ofPoint(point: string, forms: FormIndex, ask: Ask, open: ReadonlySet<string>): Health {
  const { pattern, alias } = forms.find(point);
  if (pattern !== undefined) return ofForm(pattern, ask);
  return alias === undefined ? nothingServes(point, "no installed tapset has it") : ofAlias(alias, forms, ask, open);
}

/** The worst of what all has to be there. */
function together(parts: readonly Health[]): Health {
  const worst = parts.reduce((chosen, part) => (ranks[part.verdict] < ranks[chosen.verdict] ? part : chosen));
  return { ...worst, features: [...new Set(parts.flatMap(({ features }) => features))] };
}

function nothingServes(point: string, why: string): Health {
  return { verdict: "no", reason: `${point}: ${why}`, features: [] };
}

/** Of a package: `partly` where something of it works and something doesn't. */
function overall(offers: readonly Offer[]): TapsetHealth["verdict"] {
  const has = (verdict: Verdict): boolean => offers.some((offer) => offer.verdict === verdict);
  if (!has("no") && !has("unknown")) return "yes";
  if (has("yes")) return "partly";
  return has("no") ? "no" : "unknown";
}
