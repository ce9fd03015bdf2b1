/** SystemTap's names where they differ from `uname -m`. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  aarch64: "arm64",
  i686: "i386",
  i586: "i386",
  armv7l: "arm",
  ppc64: "powerpc",
  ppc64le: "powerpc",
  s390x: "s390",
  riscv64: "riscv",
};

/** What SystemTap's `arch` says for a machine of `uname -m`. */
export function architectureOf(machine: string): string {
  return ARCHITECTURES[machine] ?? machine;
}
