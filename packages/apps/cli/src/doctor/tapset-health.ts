import type { FeatureAnswer, FeatureName, Manifest, ManifestProbe } from "@tapset/core";
import { type FormIndex, indexForms } from "./form-index.js";
import type { Offer, TapsetHealth, Verdict } from "./doctor-report.js";

/** What a session takes of the kernel before any of its handlers can run there. */
export const sessionNeeds: readonly FeatureName[] = ["bpf", "ring-buffer", "mmapable-array", "percpu-array"];

type Ask = (feature: FeatureName) => FeatureAnswer;
type Health = Omit<Offer, "name">;

const worksAnywhere: Health = { verdict: "yes", reason: "", features: [] };
const ranks: Readonly<Record<Verdict, number>> = { yes: 2, unknown: 1, no: 0 };

/**
 * What of each tapset works on a kernel, by the manifests alone: no package's code is loaded. A point with several backends
 * works if one of them does.
 */
export function tapsetHealth(manifests: readonly Manifest[], ask: Ask): readonly TapsetHealth[] {
  const forms = indexForms(manifests);
  return manifests.map((manifest) => {
    const points: Offer[] = [
      ...manifest.families.flatMap(({ patterns }) => patterns.map(({ form, needs }) => ({ name: form, ...ofAlternatives(needs, ask) }))),
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

function ofAlternatives(needs: readonly (readonly FeatureName[])[] | undefined, ask: Ask): Health {
  return needs === undefined || needs.length === 0 ? worksAnywhere : best(needs.map((all) => ofAll(all, ask)));
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

/** An alias works where one of its backends does, which may be aliases again, of other packages too. */
function ofAlias(probe: ManifestProbe, forms: FormIndex, ask: Ask, open: ReadonlySet<string>): Health {
  if (open.has(probe.name)) return nothingServes(probe.name, "it stands for itself");
  const within = new Set([...open, probe.name]);
  const ways = probe.backends.map((point): Health => {
    const { pattern, alias } = forms.find(point);
    if (pattern !== undefined) return ofAlternatives(pattern.needs, ask);
    return alias === undefined ? nothingServes(point, "no installed tapset has it") : ofAlias(alias, forms, ask, within);
  });
  return ways.length === 0 ? nothingServes(probe.name, "it stands for nothing") : best(ways);
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
