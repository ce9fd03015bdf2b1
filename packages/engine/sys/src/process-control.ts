import type { SystemCaller } from "./system-caller.js";

/** The calling process and its threads. */
export interface ProcessControl {
  pid(): number;
  tid(): number;
  /** Returns when every CPU has passed through a state in which no BPF program was half done (membarrier GLOBAL, since 4.3). */
  awaitGracePeriod(): void;
  /** CPUs the calling thread may run on. */
  affinity(): number[];
  setAffinity(cpus: readonly number[]): void;
  /** The kernel sends this signal when the parent dies (prctl PR_SET_PDEATHSIG); 0 takes the wish back. */
  setParentDeathSignal(signal: number): void;
}

const MEMBARRIER_CMD_GLOBAL = 1;
const PR_SET_PDEATHSIG = 1;
// Room for 8192 CPUs, the most the kernel can be built for.
const cpuMaskBytes = 1024;

/** The calling process, controlled through `caller`. */
export function createProcessControl(caller: SystemCaller): ProcessControl {
  return {
    pid: () => process.pid,
    tid: () => caller.call({ name: "gettid" }, "read the thread id"),
    awaitGracePeriod: () => {
      caller.call({ name: "membarrier", command: MEMBARRIER_CMD_GLOBAL }, "wait for a grace period");
    },
    affinity: () => {
      const mask = new Uint8Array(cpuMaskBytes);
      caller.call({ name: "sched_getaffinity", mask }, "read the CPU affinity");
      const cpus = Array.from({ length: cpuMaskBytes * 8 }, (_, cpu) => cpu);
      return cpus.filter((cpu) => ((mask[cpu >> 3] ?? 0) & (1 << (cpu & 7))) !== 0);
    },
    setAffinity: (cpus) => {
      const mask = new Uint8Array(cpuMaskBytes);
      for (const cpu of cpus) mask[cpu >> 3] = (mask[cpu >> 3] ?? 0) | (1 << (cpu & 7));
      caller.call({ name: "sched_setaffinity", mask }, `bind to CPU ${cpus.join(", ")}`);
    },
    setParentDeathSignal: (signal) => {
      caller.call({ name: "prctl", option: PR_SET_PDEATHSIG, argument: signal }, "ask for a signal at the parent's death");
    },
  };
}
