import type { Kernel } from "../kernel.js";
import { UnsupportedError } from "../unsupported-error.js";
import { attachFeatures } from "./attach-features.js";
import { explain } from "./feature.js";
import type { Feature, FeatureAnswer, FeatureContext } from "./feature.js";
import { mapFeatures } from "./map-features.js";
import { programFeatures } from "./program-features.js";

const table = { ...mapFeatures, ...programFeatures, ...attachFeatures } satisfies Record<string, Feature>;

/** Something a kernel may lack, by the names scripts and tapsets know it under. */
export type FeatureName = keyof typeof table;

/** All features there are probes for. */
export const featureNames = Object.keys(table) as readonly FeatureName[];

/** What one kernel can do. Probes run when asked for; what they find out is remembered, what they can't is asked again. */
export interface Features {
  probe(name: FeatureName): FeatureAnswer;
  /** Throws `UnsupportedError` when the answer is no; an unknown answer passes, the attempt itself will tell. */
  need(name: FeatureName): void;
}

/** The features of `context.kernel`. */
export function createFeatures(kernel: Kernel, options: Omit<FeatureContext, "kernel"> = {}): Features {
  const context: FeatureContext = { kernel, ...options };
  const known = new Map<FeatureName, FeatureAnswer>();

  const probe = (name: FeatureName): FeatureAnswer => {
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    const answer = attempt(table[name], context);
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

function attempt(feature: Feature, context: FeatureContext): FeatureAnswer {
  try {
    return feature.probe(context);
  } catch (error) {
    return explain(error);
  }
}
