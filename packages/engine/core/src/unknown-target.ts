import { noFiles } from "./file-view.js";
import { noProcesses } from "./process-view.js";
import type { Target } from "./target.js";

/** No machine: nothing can be found out of it, and nothing is refused. */
export const unknownTarget: Target = {
  release: "",
  version: "",
  arch: "",
  hz: 1,
  cpus: { possible: 1, online: 1 },
  btf: undefined,
  config: () => undefined,
  traceEvents: () => undefined,
  traceEvent: () => undefined,
  moduleNames: () => [],
  moduleBtf: () => undefined,
  symbols: () => undefined,
  files: noFiles,
  processes: noProcesses,
  debugInfo: () => ({ found: false, reason: "", wayOut: [] }),
  feature: () => ({ verdict: "unknown", reason: "" }),
};
