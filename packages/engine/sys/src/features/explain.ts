import { Errno } from "../errno.js";
import { SyscallError } from "../syscall-error.js";
import { VerifierError } from "../verifier-error.js";
import { askForPrivilege, no, unknown } from "./feature.js";
import type { Feature, FeatureAnswer, FeatureContext, LockdownLevel } from "./feature.js";

/** Refusals that say "this kernel doesn't, or won't", as opposed to "not just now". */
const conclusive: readonly number[] = [
  Errno.EINVAL, Errno.ENOSYS, Errno.EOPNOTSUPP, Errno.ENOTSUPP, Errno.ENODEV, Errno.E2BIG, Errno.ENOENT,
];
const permission: readonly number[] = [Errno.EPERM, Errno.EACCES];

const levels: readonly LockdownLevel[] = ["none", "integrity", "confidentiality"];

/** What a thrown refusal says about a feature. Anything but a refusal is a bug and thrown on. */
export function explain(error: unknown, feature: Feature, context: FeatureContext): FeatureAnswer {
  if (!(error instanceof SyscallError) && !(error instanceof VerifierError)) throw error;
  const isDenied = permission.includes(error.errno);
  if (isDenied && !context.isPrivileged()) return unknown(error.message, askForPrivilege);
  if (!isDenied && error instanceof SyscallError && !conclusive.includes(error.errno)) {
    return unknown(error.message, "try again: the kernel was short of something");
  }
  return withCause(no(error.message), feature, context);
}

/**
 * A `no` with what's behind it, as far as the kernel tells: its age, how it was built, lockdown. The kernel's own words
 * come last. A `no` that knows its way out knows its cause already.
 */
export function withCause(answer: FeatureAnswer, feature: Feature, context: FeatureContext): FeatureAnswer {
  if (answer.verdict !== "no" || answer.wayOut !== undefined) return answer;
  const cause = ageOf(feature, context) ?? buildOf(feature, context) ?? lockdownOf(feature, context);
  if (cause !== undefined) return no(`${cause.reason} (${answer.reason})`, cause.wayOut);
  const isDenied = /\((?:EPERM|EACCES)\)/.test(answer.reason);
  return isDenied ? no(answer.reason, "see whether a capability is missing, or a security module or a container's seccomp filter forbids it") : answer;
}

/**
 * What is known without trying, by those who may not try: what the kernel was built without, and what lockdown forbids. Its
 * age is no proof, since distributions bring features to older kernels.
 */
export function foregone(feature: Feature, context: FeatureContext): FeatureAnswer | undefined {
  return buildOf(feature, context) ?? lockdownOf(feature, context);
}

function ageOf({ since }: Feature, { release }: FeatureContext): FeatureAnswer | undefined {
  return isOlder(release(), since) ? no(`Linux ${release()} is older than ${since}, which brought it`, `use Linux ${since} or later`) : undefined;
}

function buildOf({ options = [] }: Feature, { isBuiltWith }: FeatureContext): FeatureAnswer | undefined {
  const missing = options.filter((option) => isBuiltWith(option) === false);
  if (missing.length === 0) return undefined;
  return no(`this kernel was built without ${missing.join(" and ")}`, `use a kernel built with ${options.join(" and ")}`);
}

function lockdownOf({ lockdown: forbidding }: Feature, { lockdown }: FeatureContext): FeatureAnswer | undefined {
  const level = forbidding && lockdown();
  if (level === undefined || levels.indexOf(level) < levels.indexOf(forbidding ?? level)) return undefined;
  return no(`forbidden by lockdown=${level}`, `boot without lockdown=${level} (secure boot may set it)`);
}

/** Whether release `6.1.0-21-amd64` is before version `6.6`. */
function isOlder(release: string, version: string): boolean {
  const numbers = (text: string): readonly number[] => (/^\d+\.\d+/.exec(text)?.[0] ?? "").split(".").map(Number);
  const [major = 0, minor = 0] = numbers(release);
  const [leastMajor = 0, leastMinor = 0] = numbers(version);
  if (major === 0) return false;
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}
