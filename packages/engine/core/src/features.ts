/**
 * Things a kernel may or may not allow. A probe or a lowering names the ones it needs; a {@link Target} answers for
 * each. They are about *attaching and running*, not about loading: a kernel that loads kprobe programs but has no
 * kprobe facility answers no.
 */
export type FeatureName =
  | "bpf"
  | "kernel-types"
  | "module-types"
  | "kernel-addresses"
  | "tracefs"
  | "debugfs"
  | "fuse"
  | "debuginfod"
  | "tp-btf"
  | "raw-tracepoint"
  | "perf-tracepoint"
  | "kprobe"
  | "kretprobe"
  | "kprobe-multi"
  | "fentry"
  | "fexit"
  | "uprobe"
  | "uretprobe"
  | "uprobe-multi"
  | "sdt-mark"
  | "perf-software"
  | "perf-hardware"
  | "watch-user"
  | "watch-kernel"
  | "netfilter"
  | "ring-buffer"
  | "mmapable-array"
  | "percpu-array"
  | "map-in-map"
  | "tail-call"
  | "task-storage"
  | "read-kernel"
  | "read-user"
  | "write-user"
  | "loop"
  | "for-each-map"
  | "snprintf"
  | "syscall-program"
  | "task-iterator"
  | (string & {});

/** A feature's answer. `unknown` means the question could not be asked (no privilege, say), not that the answer is no. */
export interface FeatureAnswer {
  readonly verdict: "yes" | "no" | "unknown";
  /** Why not, as the end of the sentence "FEATURE is not available: …". Empty for yes. */
  readonly reason: string;
  /** What would change the answer, beginning with a verb; left out where nothing is known to. */
  readonly wayOut?: string;
}
