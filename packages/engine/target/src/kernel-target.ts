import type { Target } from "@tapset/core";
import type { LockdownLevel } from "@tapset/sys";
import type { KernelSymbols } from "./kernel-symbols.js";

/** How much of itself a kernel keeps from root (`lockdown=`). */
export type Lockdown = LockdownLevel;

/** A target with what goes beyond the compiler's contract. */
export interface KernelTarget extends Target {
  /** undefined when securityfs can't be read. */
  readonly lockdown: Lockdown | undefined;
  /** The whole kernel configuration: `CONFIG_HZ` → `250`. undefined when the kernel doesn't show it. */
  configuration(): ReadonlyMap<string, string> | undefined;
  symbols(): KernelSymbols | undefined;
  /** The features there are answers for. */
  readonly featureNames: readonly string[];
}
