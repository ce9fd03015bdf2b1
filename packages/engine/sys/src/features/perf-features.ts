import { BPF_F_MMAPABLE } from "../abi/bpf-flags.js";
import { Errno } from "../errno.js";
import type { PerfCounter } from "../perf-events.js";
import { SyscallError } from "../syscall-error.js";
import { attachOnce, openWithProgram } from "./attach-once.js";
import { no, yes } from "./feature.js";
import type { Feature, FeatureAnswer, FeatureContext } from "./feature.js";
import { withMap } from "./map-features.js";

/** Attaches a program to a disabled event of this process. */
function attachEvent({ kernel }: FeatureContext, counter: PerfCounter, period = 1_000_000_000n): FeatureAnswer {
  return attachOnce(kernel, { type: "perf_event" }, (program) =>
    openWithProgram(kernel, { counter, scope: { pid: 0 }, sampling: { period } }, program));
}

const mostTries = 100;

/** Watches a word of this process and writes it: some virtual machines take watchpoints and never trip them. */
function tripsWatchpoints({ kernel }: FeatureContext): FeatureAnswer {
  let count = 0n;
  const page = kernel.memory.pageSize;
  withMap(kernel, { type: "array", keySize: 4, valueSize: 8, maxEntries: 1, flags: BPF_F_MMAPABLE }, (map) => {
    const mapping = kernel.memory.map(map, { lengthBytes: page, isWritable: true });
    try {
      const counter = { kind: "breakpoint", address: mapping.address, sizeBytes: 4, access: "write" } as const;
      const event = kernel.perf.open({ counter, scope: { pid: 0 } });
      try {
        kernel.perf.enable(event);
        // An emulated CPU may take a moment to notice.
        for (let i = 0; i < mostTries && count === 0n; i++) {
          Atomics.store(new Int32Array(mapping.buffer), 0, i);
          count = kernel.perf.count(event);
        }
      } finally {
        event.close();
      }
    } finally {
      mapping.close();
    }
  });
  return count > 0n ? yes : no("watchpoints are accepted and never trip: this machine passes no debug exceptions on", "use real hardware, or a hypervisor with debug registers");
}

/** A watchpoint can be opened with a program, and this machine trips them. */
function watch(context: FeatureContext, address: bigint): FeatureAnswer {
  const attached = attachEvent(context, { kind: "breakpoint", address, sizeBytes: 4, access: "write" }, 1n);
  return attached.verdict === "yes" ? tripsWatchpoints(context) : attached;
}

// Where nothing is ever mapped.
const unmappedOfUser = 0x1000n;
// The guard hole in front of the direct mapping on x86-64, the first page of the kernel's half on arm64.
const unmappedOfKernel = 0xffff_8000_0000_0000n;

const breakpoints = { options: ["CONFIG_HAVE_HW_BREAKPOINT", "CONFIG_PERF_EVENTS"] } as const;

/** What perf counts and programs can be attached to. */
export const perfFeatures = {
  "perf-software": {
    title: "software perf event attachment",
    since: "4.9",
    serves: "timer.profile, perf.sw",
    options: ["CONFIG_PERF_EVENTS", "CONFIG_BPF_EVENTS"],
    probe: (context) => attachEvent(context, { kind: "software", counter: "cpu_clock" }),
  },
  "perf-hardware": {
    title: "hardware perf event attachment",
    since: "4.9",
    serves: "perf.hw: cycles, instructions, cache misses",
    options: ["CONFIG_PERF_EVENTS", "CONFIG_BPF_EVENTS"],
    alternatives: ["perf-software"],
    probe: (context) => {
      try {
        return attachEvent(context, { kind: "hardware", counter: "cpu_cycles" });
      } catch (error) {
        if (!(error instanceof SyscallError) || (error.errno !== Errno.ENOENT && error.errno !== Errno.EOPNOTSUPP)) throw error;
        return no("this machine shows no hardware counters", "use a machine with a PMU, or give the virtual machine one");
      }
    },
  },
  "watch-user": {
    title: "watchpoints on user memory",
    since: "4.9",
    serves: "process.data",
    ...breakpoints,
    probe: (context) => watch(context, unmappedOfUser),
  },
  "watch-kernel": {
    title: "watchpoints on kernel memory",
    since: "4.9",
    serves: "kernel.data(ADDRESS)",
    ...breakpoints,
    probe: (context) => watch(context, unmappedOfKernel),
  },
} satisfies Record<string, Feature>;
