import { release } from "node:os";

/** The version of a kernel, as far as it decides anything. */
export interface KernelRelease {
  /** As `uname -r` prints it: `6.1.0-18-amd64`. */
  readonly text: string;
  /** True for this version and all later ones. Distributions carry features back: prefer a probe where there is one. */
  isAtLeast(major: number, minor: number): boolean;
}

/** Parses what `uname -r` prints; without an argument that of the running kernel. */
export function kernelRelease(text = release()): KernelRelease {
  const [, major = "0", minor = "0"] = /^(\d+)\.(\d+)/.exec(text) ?? [];
  const own = [Number(major), Number(minor)] as const;
  return {
    text,
    isAtLeast: (wantedMajor, wantedMinor) =>
      own[0] > wantedMajor || (own[0] === wantedMajor && own[1] >= wantedMinor),
  };
}
