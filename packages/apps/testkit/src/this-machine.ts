import { createKernel, type Kernel } from "@tapset/sys";
import { cacheFolder, type LiveTarget, liveTarget } from "@tapset/target";

/** The machine that tests run on. */
export interface ThisMachine {
  readonly kernel: Kernel;
  readonly target: LiveTarget;
}

let machine: ThisMachine | undefined;

/**
 * The machine that tests run on, which stays the same while a process's tests do: what it has been asked, its types and features above all,
 * isn't asked again for every session. It's let go of when the process ends.
 */
export function thisMachine(): ThisMachine {
  if (machine === undefined) {
    const kernel = createKernel();
    machine = { kernel, target: liveTarget(kernel, { indexFolder: cacheFolder((name) => process.env[name], process.geteuid?.() === 0) }) };
  }
  return machine;
}
