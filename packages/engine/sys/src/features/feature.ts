import { Errno } from "../errno.js";
import type { Kernel } from "../kernel.js";
import { SyscallError } from "../syscall-error.js";
import { VerifierError } from "../verifier-error.js";

/** Whether this kernel can do something: yes, no, or not to be found out. */
export interface FeatureAnswer {
  readonly verdict: "yes" | "no" | "unknown";
  /** Why not, as the end of the sentence "FEATURE is not available: …". Empty for yes. */
  readonly reason: string;
}

/** The facilities that are tried. */
export type FeatureKernel = Pick<Kernel, "maps" | "programs" | "links" | "perf" | "memory" | "mounts">;

/** What probes may ask besides the kernel itself. */
export interface FeatureContext {
  readonly kernel: FeatureKernel;
  /** The id of a typedef in the kernel's BTF, for probes that attach by BTF; without it those answer unknown. */
  readonly btfTypedefId?: ((name: string) => number | undefined) | undefined;
  /** The number perf knows a trace event by, undefined where it can't be read. Left out, it's read from a tracefs of our own. */
  readonly traceEventId?: ((subsystem: string, name: string) => number | undefined) | undefined;
  /**
   * Whether this process may trace: then a refused permission is the kernel's answer, else nothing but the process's lack.
   * Left out, its capabilities tell.
   */
  readonly isPrivileged?: (() => boolean) | undefined;
}

/** One thing a kernel may lack. */
export interface Feature {
  /** In words, for messages: `raw tracepoint attachment`. */
  readonly title: string;
  /** The first kernel that has it, as far as it is known to matter. */
  readonly since: string;
  /** Tries the thing itself and leaves nothing behind. A refusal may simply be thrown: `explain` judges it. */
  readonly probe: (context: FeatureContext) => FeatureAnswer;
}

export const yes: FeatureAnswer = { verdict: "yes", reason: "" };
export const no = (reason: string): FeatureAnswer => ({ verdict: "no", reason });
export const unknown = (reason: string): FeatureAnswer => ({ verdict: "unknown", reason });

/** Refusals that say "this kernel doesn't, or won't", as opposed to "not just now". */
const conclusive: readonly number[] = [Errno.EINVAL, Errno.ENOSYS, Errno.EOPNOTSUPP, Errno.ENOTSUPP, Errno.ENODEV, Errno.E2BIG];
const permission: readonly number[] = [Errno.EPERM, Errno.EACCES];

const wayOut = "run as root, or with CAP_BPF and CAP_PERFMON";

/** What a thrown refusal says about a feature. Anything but a refusal is a bug and thrown on. */
export function explain(error: unknown, isPrivileged: () => boolean): FeatureAnswer {
  if (!(error instanceof SyscallError) && !(error instanceof VerifierError)) throw error;
  if (permission.includes(error.errno)) return isPrivileged() ? no(error.message) : unknown(`${error.message}: ${wayOut}`);
  return error instanceof VerifierError || conclusive.includes(error.errno) ? no(error.message) : unknown(error.message);
}
