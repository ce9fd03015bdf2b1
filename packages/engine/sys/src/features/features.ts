import { readFileSync } from "node:fs";
import { UnsupportedError } from "../unsupported-error.js";
import { attachFeatures } from "./attach-features.js";
import { explain, unknown, yes } from "./feature.js";
import type { Feature, FeatureAnswer, FeatureContext, FeatureKernel } from "./feature.js";
import { mapFeatures } from "./map-features.js";
import { canTrace } from "./privilege.js";
import { programFeatures } from "./program-features.js";

const table = { ...mapFeatures, ...programFeatures, ...attachFeatures } satisfies Record<string, Feature>;

/** Something a kernel may lack, by the names scripts and tapsets know it under. */
export type FeatureName = keyof typeof table;

/** All features there are probes for. */
export const featureNames = Object.keys(table) as readonly FeatureName[];

/** What one kernel can do. Probes run when asked for; what they find out is remembered, what they can't is asked again. */
export interface Features {
  /** A name there is no probe for is unknown. Where BPF can't be used at all, that answers for the rest. */
  probe(name: FeatureName | (string & {})): FeatureAnswer;
  /** Throws `UnsupportedError` when the answer is no; an unknown answer passes, the attempt itself will tell. */
  need(name: FeatureName): void;
}

/** The features of `kernel`. Asks nothing by itself. */
export function createFeatures(kernel: FeatureKernel, options: Omit<FeatureContext, "kernel"> = {}): Features {
  const context: FeatureContext = { kernel, ...options };
  const known = new Map<FeatureName, FeatureAnswer>();

  const probe = (name: string): FeatureAnswer => {
    if (!isFeatureName(name)) return unknown("nothing here knows how to ask the kernel for it");
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    const bpf = name === "bpf" ? yes : probe("bpf");
    const answer = bpf.verdict === "yes" ? attempt(table[name], context) : bpf;
    if (answer.verdict !== "unknown") known.set(name, answer);
    return answer;
  };

  return {
    probe,
    need: (name) => {
      const answer = probe(name);
      if (answer.verdict === "no") throw new UnsupportedError(table[name].title, answer.reason);
    },
  };
}

function isFeatureName(name: string): name is FeatureName {
  return Object.hasOwn(table, name);
}

function attempt(feature: Feature, context: FeatureContext): FeatureAnswer {
  try {
    return feature.probe(context);
  } catch (error) {
    return explain(error, context.isPrivileged ?? (() => canTrace(readFileSync("/proc/self/status", "latin1"))));
  }
}
