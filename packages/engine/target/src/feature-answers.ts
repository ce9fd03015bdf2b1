import type { FeatureAnswer, Target } from "@tapset/core";
import { SyscallError, VerifierError } from "@tapset/sys";
import type { FeatureProbe, ProbeKernel } from "./feature-probe.js";

const YES: FeatureAnswer = { verdict: "yes", reason: "" };

/** Refusals that say something about this process or this moment, nothing about the kernel. */
const PASSING_ERRORS: ReadonlySet<string> = new Set(["EMFILE", "ENFILE", "ENOMEM", "EAGAIN", "EINTR", "EBUSY"]);
const PERMISSION_ERRORS: ReadonlySet<string> = new Set(["EPERM", "EACCES"]);

/** Asks one probe. `isPrivileged` tells whether a refused permission is the kernel's answer or this process's lack. */
export function askFeature(probe: FeatureProbe, kernel: ProbeKernel, target: Target, isPrivileged: boolean): FeatureAnswer {
  try {
    probe.ask(kernel, target);
    return YES;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return refusal(error, isPrivileged);
  }
}

function refusal(error: Error, isPrivileged: boolean): FeatureAnswer {
  const code = error instanceof SyscallError || error instanceof VerifierError ? error.code : undefined;
  if (code !== undefined && PASSING_ERRORS.has(code)) return { verdict: "unknown", reason: error.message };
  if (code !== undefined && PERMISSION_ERRORS.has(code) && !isPrivileged) {
    return { verdict: "unknown", reason: `${error.message}: run as root, or with CAP_BPF and CAP_PERFMON` };
  }
  return { verdict: "no", reason: error.message };
}

const CAP_SYS_ADMIN = 21n;
const CAP_PERFMON = 38n;
const CAP_BPF = 39n;

/** Whether `/proc/self/status` shows the capabilities that tracing takes. */
export function canTrace(status: string): boolean {
  const mask = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  const has = (capability: bigint): boolean => ((mask >> capability) & 1n) === 1n;
  return has(CAP_SYS_ADMIN) || (has(CAP_BPF) && has(CAP_PERFMON));
}
