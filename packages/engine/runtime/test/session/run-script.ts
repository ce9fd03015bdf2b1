import type { Module } from "@tapset/compiler";
import { runSession, type SessionOptions, type SessionSummary } from "@tapset/runtime";
import { MemorySink } from "./memory-sink.js";

export interface Outcome {
  readonly summary: SessionSummary;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a module that ends by itself, or is interrupted as soon as it waits. */
export async function runScript(module: Module, options: Partial<SessionOptions> = {}): Promise<Outcome> {
  const stdout = new MemorySink();
  const stderr = new MemorySink();
  const summary = await runSession(module, {
    family: () => undefined,
    kernel: () => {
      throw new Error("this script must not touch the kernel");
    },
    interrupts: (listener) => {
      const timer = setTimeout(listener, 20);
      return () => clearTimeout(timer);
    },
    stdout,
    stderr,
    ...options,
  });
  return { summary, stdout: stdout.text, stderr: stderr.text };
}
