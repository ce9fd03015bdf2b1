import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { compatProgram } from "./compat-program.js";
import { thisMachine } from "./this-machine.js";

/** What a test can need of a machine besides the kernel's features: each row says what is missing, or nothing when all is there. */
export const machineFacts = {
  root: () => (process.geteuid?.() === 0 ? undefined : "this is not root"),
  "kernel-types": () => fileMissing("/sys/kernel/btf/vmlinux"),
  "c-headers": () => fileMissing("/usr/include/asm-generic/unistd.h", "linux-libc-dev"),
  gcc: () => programMissing("gcc", "gcc"),
  "compat-programs": compatMissing,
  strace: () => programMissing("strace", "strace"),
  perl: () => programMissing("perl", "perl-base"),
  "scsi-debug": () => fileMissing("/sys/bus/pseudo/drivers/scsi_debug"),
  "kernel-debuginfo": debugInfoMissing,
  "loop-devices": () => fileMissing("/dev/loop-control"),
  "workqueue-files": () => fileMissing("/sys/devices/virtual/workqueue/writeback/nice"),
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

/** In the lab, `npm run lab:setup -- --debuginfo` brings it. */
function debugInfoMissing(): string | undefined {
  const answer = thisMachine().target.debugInfo({ kind: "kernel" });
  return answer.found ? undefined : answer.reason;
}

/** exit(0) of a program of 32 bits. */
function compatMissing(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "tapset-compat-"));
  try {
    const program = join(folder, "program");
    writeFileSync(program, compatProgram([[1, 0]]), { mode: 0o755 });
    execFileSync(program, { stdio: "ignore" });
    return undefined;
  } catch {
    return "the kernel runs no programs of 32 bits";
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function debianPackagesMissing(...names: readonly string[]): string | undefined {
  try {
    execFileSync("dpkg", ["-L", ...names], { stdio: "ignore" });
    return undefined;
  } catch {
    return `install ${names.join(", ")}`;
  }
}
