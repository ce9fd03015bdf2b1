import { readFileSync } from "node:fs";

/** Where the kernel or a module is in memory; `end` is behind it. */
export interface KernelRange {
  readonly name: string;
  readonly start: bigint;
  readonly end: bigint;
}

/** The kernel's range and its modules' by ascending address; none where the kernel hides its addresses. */
export function kernelRanges(): readonly KernelRange[] {
  return [...ownRange(), ...moduleRanges()].sort((a, b) => (a.start < b.start ? -1 : 1));
}

function ownRange(): readonly KernelRange[] {
  const symbols = readOrEmpty("/proc/kallsyms");
  const address = (name: string): bigint => BigInt(`0x${new RegExp(`^([0-9a-f]+) \\w ${name}$`, "m").exec(symbols)?.[1] ?? "0"}`);
  // A kernel that keeps the names of functions only has none for its very end.
  const [start, end] = [address("_text"), ["_end", "_einittext", "_etext"].map(address).find((each) => each !== 0n) ?? 0n];
  return start === 0n || end === 0n ? [] : [{ name: "kernel", start, end }];
}

/** Lines of `name size references users state address`. */
function moduleRanges(): readonly KernelRange[] {
  return readOrEmpty("/proc/modules")
    .split("\n")
    .flatMap((line): KernelRange[] => {
      const [name = "", size = "0", , , , address = "0x0"] = line.split(" ");
      const start = BigInt(address);
      return start === 0n ? [] : [{ name, start, end: start + BigInt(size) }];
    });
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    // A kernel without modules, or one that shows no symbols.
    return "";
  }
}
