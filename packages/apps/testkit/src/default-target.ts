import { frozenKernel, type KernelTarget } from "@tapset/target";

let known: KernelTarget | undefined;

/** The kernel that scripts are compiled for where a test names none: Linux 6.18 on x86-64, frozen. */
export function defaultTarget(): KernelTarget {
  known ??= frozenKernel("linux-6.18-x86_64");
  return known;
}
