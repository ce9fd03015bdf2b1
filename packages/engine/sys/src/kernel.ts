import type { BpfBtf } from "./bpf-btf.js";
import type { BpfLinks } from "./bpf-links.js";
import type { BpfMaps } from "./bpf-maps.js";
import type { BpfPrograms } from "./bpf-programs.js";
import type { Clocks } from "./clocks.js";
import type { EventFiles } from "./event-files.js";
import type { FileAccess } from "./file-access.js";
import type { Memory } from "./memory.js";
import type { Mounts } from "./mounts.js";
import type { PerfEvents } from "./perf-events.js";
import type { ProcessControl } from "./process-control.js";

/** The running kernel, by facility. Made by `createKernel`, passed as a parameter to whoever acts on the machine. */
export interface Kernel {
  readonly maps: BpfMaps;
  readonly programs: BpfPrograms;
  readonly links: BpfLinks;
  readonly btf: BpfBtf;
  readonly perf: PerfEvents;
  readonly memory: Memory;
  readonly events: EventFiles;
  readonly mounts: Mounts;
  readonly process: ProcessControl;
  readonly clocks: Clocks;
  readonly files: FileAccess;
}
