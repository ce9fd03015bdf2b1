import type { DeriveError, Target } from "@tapset/core";

/** That something can't be had of a kernel's types and symbols, and takes its debugging information, with the file that is meant. */
export function needsDebugInfo(what: string, module: string | undefined, { release }: Target): DeriveError {
  const file = module === undefined ? `/usr/lib/debug/boot/vmlinux-${release}` : `/usr/lib/debug/lib/modules/${release}/…/${module}.ko`;
  return {
    id: "no-debug-info",
    message: `${what} takes debugging information (${file}), which isn't read`,
    hints: ['probe the beginning or the end of a function, kernel.function("NAME"), or an instruction of it, kernel.statement("NAME+N")'],
  };
}
