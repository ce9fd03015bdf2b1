import { needs } from "@tapset/testkit/needs";
import { createKernel } from "../src/index.js";
import type { Fd, Kernel } from "../src/index.js";

/** The live kernel, and what is open on it. */
export interface LiveKernel {
  readonly kernel: Kernel;
  /** Descriptors not closed yet, in words. */
  readonly open: () => string[];
}

/** A live kernel whose descriptors are counted. */
export function liveKernel(): LiveKernel {
  const fds = new Set<Fd>();
  const tracer = { opened: (fd: Fd) => void fds.add(fd), closed: (fd: Fd) => void fds.delete(fd) };
  return { kernel: createKernel({ tracer }), open: () => [...fds].map((fd) => fd.what) };
}

/** Tests that need BPF. */
export const describeLive = needs("bpf").describe;
