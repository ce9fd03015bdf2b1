import { createFeatures, createKernel, VerifierError, type Fd, type Kernel } from "@tapset/sys";
import { describe, expect } from "vitest";

const bpf = createFeatures(createKernel()).probe("bpf");

/** Tests that load programs; skipped, saying why, where this process may not. */
export function describeLive(name: string, tests: () => void): void {
  describe.skipIf(bpf.verdict !== "yes")(bpf.verdict === "yes" ? name : `${name} (skipped: needs BPF)`, tests);
}

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
