import type { FeatureName } from "@tapset/core";

/** What a kernel would do with a probe of a tapset. */
export interface Prediction {
  readonly probe: string;
  /** part: it's served, but by nothing that has all of its values. */
  readonly verdict: "yes" | "part" | "no";
  /** What would serve it, as its alias lists it; several where a list has several that are needed together. */
  readonly backends: readonly string[];
  /** Documented values that nothing which serves it here has, and why. */
  readonly missing: readonly { readonly value: string; readonly reason: string }[];
  /** Why nothing serves it; empty where something does. */
  readonly reason: string;
  /** What the kernel would have to have, where that is known to be what it lacks. */
  readonly lacks?: FeatureName;
}

/** One kernel's predictions. */
export interface TargetPredictions {
  readonly release: string;
  readonly arch: string;
  readonly probes: readonly Prediction[];
}
