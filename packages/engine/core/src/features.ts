/**
 * Things a kernel may or may not allow. A probe or a lowering names the ones it needs; a {@link Target} answers for
 * each. They are about *attaching and running*, not about loading: a kernel that loads kprobe programs but has no
 * kprobe facility answers no.
 */
export type FeatureName =
  | "bpf"
  | "tp-btf"
  | "raw-tracepoint"
  | "perf-tracepoint"
  | "perf-software"
  | "ring-buffer"
  | "read-kernel"
  | "read-user"
  | "loop"
  | "for-each-map"
  | "task-storage"
  | "tail-call"
  | "snprintf"
  | (string & {});

/** A feature's answer. `unknown` means the question could not be asked (no privilege, say), not that the answer is no. */
export interface FeatureAnswer {
  readonly verdict: "yes" | "no" | "unknown";
  /** Why not, as the end of the sentence "FEATURE is not available: …". Empty for yes. */
  readonly reason: string;
}
