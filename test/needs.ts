import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createFeatures, createKernel } from "@tapset/sys";
import { describe, it } from "vitest";

/** What a test can need of the machine: each row says what is missing, or undefined when nothing is. */
const table = {
  bpf: () => {
    const answer = createFeatures(createKernel()).probe("bpf");
    return answer.verdict === "yes" ? undefined : answer.reason;
  },
  root: () => (process.geteuid?.() === 0 ? undefined : "this is not root"),
  "kernel-types": () => fileMissing("/sys/kernel/btf/vmlinux"),
  "c-headers": () => fileMissing("/usr/include/asm-generic/unistd.h", "linux-libc-dev"),
  gcc: () => programMissing("gcc", "gcc"),
  strace: () => programMissing("strace", "strace"),
  "systemtap-scripts": () => debianPackagesMissing("systemtap", "systemtap-common", "systemtap-doc"),
} satisfies Record<string, () => string | undefined>;

/** A row of the table. */
export type Need = keyof typeof table;

/** `describe` and `it` that skip where a need isn't met. */
export interface Conditional {
  describe(title: string, body: () => void): void;
  it(title: string, body: () => void | Promise<void>, timeoutMs?: number): void;
}

const known = new Map<Need, string | undefined>();

/** What the machine lacks of a need; undefined when it's met. */
export function lacking(need: Need): string | undefined {
  if (!known.has(need)) known.set(need, table[need]());
  return known.get(need);
}

/**
 * The only way to skip: `needs("bpf").describe(…)`. Titles of what is skipped end in `[needs NAME: what is missing]`, which
 * `npm test` compares with test/expected-skips.json.
 */
export function needs(...names: readonly Need[]): Conditional {
  const marks = names.flatMap((name) => {
    const missing = lacking(name);
    return missing === undefined ? [] : [`[needs ${name}: ${missing}]`];
  });
  const isSkipped = marks.length > 0;
  const mark = (title: string): string => [title, ...marks].join(" ");
  return {
    describe: (title, body) => void describe.skipIf(isSkipped)(mark(title), body),
    it: (title, body, timeoutMs) => void it.skipIf(isSkipped)(mark(title), body, timeoutMs),
  };
}

function fileMissing(path: string, debianPackage?: string): string | undefined {
  if (existsSync(path)) return undefined;
  return debianPackage === undefined ? `there is no ${path}` : `install ${debianPackage}`;
}

function programMissing(name: string, debianPackage: string): string | undefined {
  const isThere = (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  return isThere ? undefined : `install ${debianPackage}`;
}

function debianPackagesMissing(...names: readonly string[]): string | undefined {
  try {
    execFileSync("dpkg", ["-L", ...names], { stdio: "ignore" });
    return undefined;
  } catch {
    return `install ${names.join(", ")}`;
  }
}
