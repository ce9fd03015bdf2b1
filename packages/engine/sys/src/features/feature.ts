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

/** What probes may ask besides the kernel itself. */
export interface FeatureContext {
  readonly kernel: Kernel;
  /** The id of a typedef in the kernel's BTF, for probes that attach by BTF. */
  readonly btfTypedefId?: ((name: string) => number | undefined) | undefined;
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
const conclusive: readonly number[] = [
  Errno.EPERM, Errno.EACCES, Errno.EINVAL, Errno.ENOSYS, Errno.EOPNOTSUPP, Errno.ENOTSUPP, Errno.ENODEV, Errno.E2BIG,
];

/** What a thrown refusal says about a feature. Anything but a refusal is a bug and thrown on. */
export function explain(error: unknown): FeatureAnswer {
  if (error instanceof VerifierError) return no(error.message);
  if (!(error instanceof SyscallError)) throw error;
  return conclusive.includes(error.errno) ? no(error.message) : unknown(error.message);
}
