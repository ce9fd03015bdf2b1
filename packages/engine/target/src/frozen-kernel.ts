import { fileURLToPath } from "node:url";
import { frozenTarget } from "./frozen-target.js";
import type { KernelTarget } from "./kernel-target.js";

const FOLDER = new URL("../frozen/", import.meta.url);

/** The kernels that come frozen with this package, for tests, reduced to what they ask about: Debian's, and one without kprobes. */
export const frozenKernelNames = ["linux-6.1-x86_64", "linux-6.18-x86_64"] as const;

/** One of the kernels that come with this package. */
export function frozenKernel(name: (typeof frozenKernelNames)[number]): KernelTarget {
  return frozenTarget(fileURLToPath(new URL(name, FOLDER)));
}
