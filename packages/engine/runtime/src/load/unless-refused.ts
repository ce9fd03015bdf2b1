import { SyscallError, UnsupportedError, VerifierError } from "@tapset/sys";

/** What `attempt` gives; undefined where the kernel refuses it. Other errors are thrown. */
export function unlessRefused<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof SyscallError || error instanceof UnsupportedError || error instanceof VerifierError) return undefined;
    throw error;
  }
}
