import type { Module } from "@tapset/compiler";
import type { ProbeFamily } from "@tapset/core";
import type { Kernel } from "@tapset/sys";
import type { Output } from "../output/output.js";
import type { KernelSide } from "../session/kernel-side.js";

/** What the kernel's half needs of the session. */
export interface KernelSideOptions {
  readonly kernel: Kernel;
  readonly family: (name: string) => ProbeFamily | undefined;
  readonly output: Output;
  readonly ringBytes: number | undefined;
  readonly exit: () => void;
  /** A kernel handler has failed. */
  readonly failed: () => void;
}

export function openKernelSide(module: Module, options: KernelSideOptions): KernelSide {
  throw new Error(`${module.programs.length}${options.ringBytes}`);
}
