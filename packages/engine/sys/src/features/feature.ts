import type { Kernel } from "../kernel.js";

/** Whether this kernel can do something: yes, no, or not to be found out. */
export interface FeatureAnswer {
  readonly verdict: "yes" | "no" | "unknown";
  /** Why not, as the end of the sentence "FEATURE is not available: …". Empty for yes. */
  readonly reason: string;
  /** What would change the answer, beginning with a verb; left out where nothing is known to. */
  readonly wayOut?: string;
}

/** The facilities that are tried. */
export type FeatureKernel = Pick<Kernel, "maps" | "programs" | "links" | "perf" | "memory" | "mounts">;

/** How much of itself a kernel keeps from root; each level forbids more than the one before. */
export type LockdownLevel = "none" | "integrity" | "confidentiality";

/** The machine's files; whatever can't be read is simply not there. */
export interface FeatureFiles {
  /** A file's bytes, or no more than its first `mostBytes`. */
  read(path: string, mostBytes?: number): Uint8Array | undefined;
  /** The names in a folder; empty when it can't be listed. */
  list(path: string): readonly string[];
}

/** What probes may ask besides the kernel itself. */
export interface FeatureContext {
  readonly kernel: FeatureKernel;
  readonly files: FeatureFiles;
  /** `uname -r`: "6.18.44-1". */
  readonly release: () => string;
  /** Whether the kernel was built with an option (`CONFIG_KPROBES`); undefined where it doesn't show how it was built. */
  readonly isBuiltWith: (option: string) => boolean | undefined;
  /** undefined where it can't be read. */
  readonly lockdown: () => LockdownLevel | undefined;
  /** The id of a type in the kernel's BTF, undefined when it isn't there; left out where nobody can read BTF. */
  readonly btfId?: ((kind: "typedef" | "func", name: string) => number | undefined) | undefined;
  /** The number perf knows a trace event by, undefined where it can't be read. */
  readonly traceEventId: (subsystem: string, name: string) => number | undefined;
  /** Whether this process may trace: then a refused permission is the kernel's answer, else nothing but the process's lack. */
  readonly isPrivileged: () => boolean;
  /** An environment variable. */
  readonly environment: (name: string) => string | undefined;
}

/** One thing a kernel may lack: a row. Whatever is said about it, in messages and by `tapset doctor`, comes from here. */
export interface Feature {
  /** In words, for messages: `raw tracepoint attachment`. */
  readonly title: string;
  /** The first kernel that has it, as far as it is known to matter. */
  readonly since: string;
  /** What it is good for: probe points, functions, or what the session does with it. */
  readonly serves: string;
  /** What the kernel must have been built with. */
  readonly options?: readonly string[];
  /** The first level of lockdown that forbids it. */
  readonly lockdown?: Exclude<LockdownLevel, "none">;
  /** Features that can stand in for it, by name, the best first. */
  readonly alternatives?: readonly string[];
  /** The feature it's a part of: without that one there is none of it. Left out, `bpf`. */
  readonly partOf?: string;
  /** It has nothing to do with bpf(2), so it's asked for even where that is refused. */
  readonly withoutBpf?: true;
  /** Tries the thing itself and leaves nothing behind. A refusal may simply be thrown: `explain` judges it. */
  readonly probe: (context: FeatureContext) => FeatureAnswer;
}

export const yes: FeatureAnswer = { verdict: "yes", reason: "" };
const answer = (verdict: FeatureAnswer["verdict"], reason: string, wayOut?: string): FeatureAnswer => ({
  verdict, reason, ...(wayOut !== undefined && { wayOut }),
});
export const no = (reason: string, wayOut?: string): FeatureAnswer => answer("no", reason, wayOut);
export const unknown = (reason: string, wayOut?: string): FeatureAnswer => answer("unknown", reason, wayOut);

/** What those can do who may not trace. */
export const askForPrivilege = "run as root, or with CAP_BPF and CAP_PERFMON";
