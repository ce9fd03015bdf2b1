import { createBpfBtf } from "./bpf-btf.js";
import type { BpfBtf } from "./bpf-btf.js";
import { createBpfLinks } from "./bpf-links.js";
import type { BpfLinks } from "./bpf-links.js";
import { createBpfMaps } from "./bpf-maps.js";
import type { BpfMaps } from "./bpf-maps.js";
import { createBpfPrograms } from "./bpf-programs.js";
import type { BpfPrograms } from "./bpf-programs.js";
import { createClocks } from "./clocks.js";
import type { Clocks } from "./clocks.js";
import { createCpus } from "./cpus.js";
import type { Cpus } from "./cpus.js";
import { createEventFiles } from "./event-files.js";
import type { EventFiles, Poll } from "./event-files.js";
import type { FdTracer } from "./fd.js";
import { createFileAccess } from "./file-access.js";
import type { FileAccess } from "./file-access.js";
import { foreignFunctions } from "./foreign-functions.js";
import { createLiveSyscall } from "./live-syscall.js";
import { createMemory } from "./memory.js";
import type { Memory } from "./memory.js";
import { createMounts } from "./mounts.js";
import type { Mounts } from "./mounts.js";
import { createPerfEvents } from "./perf-events.js";
import type { PerfEvents } from "./perf-events.js";
import { createProcessControl } from "./process-control.js";
import type { ProcessControl } from "./process-control.js";
import { SystemCaller } from "./system-caller.js";
import type { Syscall } from "./system-calls.js";

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
  readonly cpus: Cpus;
}

/** What a kernel is made of; what is left out is the live one. */
export interface KernelOptions {
  /** The way into the kernel. */
  readonly syscall?: Syscall;
  /** The way into the event loop. */
  readonly poll?: Poll;
  /** Told of every descriptor. */
  readonly tracer?: FdTracer;
}

/** A kernel; without options the one this process runs on. Makes no system call by itself. */
export function createKernel(options: KernelOptions = {}): Kernel {
  const caller = new SystemCaller(options.syscall ?? createLiveSyscall(), options.tracer);
  const poll = options.poll ?? ((fd, onReadable) => foreignFunctions().poll(fd, onReadable));
  return {
    maps: createBpfMaps(caller),
    programs: createBpfPrograms(caller),
    links: createBpfLinks(caller),
    btf: createBpfBtf(caller),
    perf: createPerfEvents(caller),
    memory: createMemory(caller),
    events: createEventFiles(caller, poll),
    mounts: createMounts(caller),
    process: createProcessControl(caller),
    clocks: createClocks(caller),
    files: createFileAccess(caller),
    cpus: createCpus(),
  };
}
