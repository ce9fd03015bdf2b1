import { noFiles, noProcesses, type Target } from "../src/index.js";

/** A target that offers nothing, for tests that don't ask it anything. */
export function frozenTarget(overrides: Partial<Target> = {}): Target {
  return {
    release: "6.1.0-test",
    version: "6.1.0",
    arch: "x86_64",
    hz: 250,
    cpus: { possible: 2, online: 2 },
    btf: undefined,
    config: () => undefined,
    traceEvents: () => undefined,
    traceEvent: () => undefined,
    moduleNames: () => [],
    moduleBtf: () => undefined,
    symbols: () => undefined,
    files: noFiles,
    processes: noProcesses,
    debugInfo: () => ({ found: false, reason: "no debug information", wayOut: [] }),
    feature: () => ({ verdict: "yes", reason: "" }),
    ...overrides,
  };
}
