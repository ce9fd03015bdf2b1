import { createKernel, VerifierError, type Fd, type Kernel } from "@tapset/sys";
import { expect } from "vitest";
import { needs } from "@tapset/testkit/needs";

/** Tests that load programs which may read kernel memory by address. */
export const describeReading = needs("read-kernel").describe;

/** Tests that load programs. */
export const describeLive = needs("bpf").describe;

/** Runs `use` with the live kernel; afterwards every descriptor must be closed again. */
export function withKernel(use: (kernel: Kernel) => void): void {
  const open = new Set<Fd>();
  const kernel = createKernel({ tracer: { opened: (fd) => void open.add(fd), closed: (fd) => void open.delete(fd) } });
  try {
    use(kernel);
  } catch (error) {
    // A verifier's complaint is worth little without its log.
    if (error instanceof VerifierError) error.message += `\n${error.log.split("\n").slice(-40).join("\n")}`;
    throw error;
  }
  expect([...open].map(({ what }) => what)).toEqual([]);
}
