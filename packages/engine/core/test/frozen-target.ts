import { type Target, unknownTarget } from "../src/index.js";

/** A target on which everything works and nothing can be found out, for tests that don't ask it anything. */
export function frozenTarget(overrides: Partial<Target> = {}): Target {
  return {
    ...unknownTarget,
    release: "6.1.0-test",
    version: "6.1.0",
    arch: "x86_64",
    hz: 250,
    cpus: { possible: 2, online: 2 },
    debugInfo: () => ({ found: false, reason: "no debug information", wayOut: [] }),
    feature: () => ({ verdict: "yes", reason: "" }),
    ...overrides,
  };
}
