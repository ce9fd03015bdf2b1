import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What a test can need of a machine besides the kernel's features: each row says what is missing, or nothing when all is there. */
export const machineFacts = {
  root: () => (process.geteuid?.() === 0 ? undefined : "this is not root"),
  "kernel-types": () => fileMissing("/sys/kernel/btf/vmlinux"),
  "c-headers": () => fileMissing("/usr/include/asm-generic/unistd.h", "linux-libc-dev"),
  gcc: () => programMissing("gcc", "gcc"),
  strace: () => programMissing("strace", "strace"),
  perl: () => programMissing("perl", "perl-base"),
  "systemtap-scripts": () => debianPackagesMissing("systemtap", "systemtap-common", "systemtap-doc"),
} satisfies Readonly<Record<string, () => string | undefined>>;

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
