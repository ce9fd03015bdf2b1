export { freezeTarget } from "./freeze-target.js";
export { frozenKernel, frozenKernelNames } from "./frozen-kernel.js";
export { frozenTarget } from "./frozen-target.js";
export { KernelSymbols } from "./kernel-symbols.js";
export type { KernelTarget, Lockdown } from "./kernel-target.js";
export { type LiveTarget, liveTarget, type LiveTargetOptions, type TargetKernel } from "./live-target.js";
export { liveFiles, type MachineFiles } from "./machine-files.js";
export { reduceForTests } from "./reduce-for-tests.js";
export { reduceTarget, type Reduction } from "./reduce-target.js";
