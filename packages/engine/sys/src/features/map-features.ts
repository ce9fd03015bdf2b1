import { BPF_F_MMAPABLE } from "../abi/bpf-flags.js";
import type { MapSpec } from "../bpf-maps.js";
import type { Fd } from "../fd.js";
import { yes } from "./feature.js";
import type { Feature, FeatureKernel } from "./feature.js";

/** Creates a map for as long as `use` runs. */
export function withMap(kernel: FeatureKernel, spec: MapSpec, use: (map: Fd) => void = () => undefined): void {
  const map = kernel.maps.create({ name: "probe", ...spec });
  try {
    use(map);
  } finally {
    map.close();
  }
}

const array: MapSpec = { type: "array", keySize: 4, valueSize: 8, maxEntries: 1 };

/** What maps this kernel has. */
export const mapFeatures = {
  "percpu-array": {
    title: "per-CPU arrays",
    since: "4.6",
    serves: "scratch memory of handlers and aggregates",
    probe: ({ kernel }) => {
      withMap(kernel, { ...array, type: "percpu_array" });
      return yes;
    },
  },
  "mmapable-array": {
    title: "arrays mapped into memory",
    since: "5.5",
    serves: "globals that the kernel and the session share",
    probe: ({ kernel }) => {
      withMap(kernel, { ...array, flags: BPF_F_MMAPABLE }, (map) => {
        kernel.memory.map(map, { lengthBytes: kernel.memory.pageSize, isWritable: true }).close();
      });
      return yes;
    },
  },
  "ring-buffer": {
    title: "ring buffers",
    since: "5.8",
    serves: "everything that handlers in the kernel print",
    probe: ({ kernel }) => {
      withMap(kernel, { type: "ringbuf", keySize: 0, valueSize: 0, maxEntries: kernel.memory.pageSize });
      return yes;
    },
  },
  "map-in-map": {
    title: "maps of maps",
    since: "4.12",
    serves: "arrays that a session handler both reads and deletes",
    probe: ({ kernel }) => {
      withMap(kernel, array, (inner) => {
        withMap(kernel, { type: "array_of_maps", keySize: 4, valueSize: 4, maxEntries: 1, innerMap: inner });
      });
      return yes;
    },
  },
  "tail-call": {
    title: "tail calls",
    since: "4.2",
    serves: "syscall.*: one program for many system calls",
    probe: ({ kernel }) => {
      withMap(kernel, { type: "prog_array", keySize: 4, valueSize: 4, maxEntries: 1 });
      return yes;
    },
  },
} satisfies Record<string, Feature>;
