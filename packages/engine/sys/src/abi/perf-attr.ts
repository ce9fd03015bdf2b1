import { pointer, u32, u64 } from "./struct-layout.js";

/** Bytes of `struct perf_event_attr` that are passed (`PERF_ATTR_SIZE_VER5`, since 4.1). */
export const perfAttrSizeBytes = 112;

/** The fields of `struct perf_event_attr` that are set; `flags` is its bit field. */
export const perfAttrLayout = {
  type: u32(0),
  size: u32(4),
  config: u64(8),
  /** Shared by `sample_period` and `sample_freq`, told apart by the `freq` flag. */
  sample_period: u64(16),
  flags: u64(40),
  wakeup_events: u32(48),
  bp_type: u32(52),
  config1: u64(56),
  /** `config1` where it is the address of a path or a name. */
  config1_path: pointer(56),
  config2: u64(64),
} as const;

/** Bits of `perf_event_attr`'s bit field. */
export const perfAttrFlags = {
  disabled: 1n << 0n,
  inherit: 1n << 1n,
  excludeUser: 1n << 4n,
  excludeKernel: 1n << 5n,
  mmap: 1n << 8n,
  freq: 1n << 10n,
  task: 1n << 13n,
  mmap2: 1n << 23n,
} as const;

/** `enum perf_type_id`. */
export const perfTypes = { hardware: 0, software: 1, tracepoint: 2, breakpoint: 5 } as const;

/** `enum perf_hw_id`, in the kernel's order. */
export const perfHardwareCounters = [
  "cpu_cycles", "instructions", "cache_references", "cache_misses", "branch_instructions", "branch_misses",
  "bus_cycles", "stalled_cycles_frontend", "stalled_cycles_backend", "ref_cpu_cycles",
] as const;

/** `enum perf_sw_ids`, in the kernel's order. */
export const perfSoftwareCounters = [
  "cpu_clock", "task_clock", "page_faults", "context_switches", "cpu_migrations", "page_faults_min",
  "page_faults_maj", "alignment_faults", "emulation_faults", "dummy", "bpf_output", "cgroup_switches",
] as const;

/** `HW_BREAKPOINT_*`. */
export const breakpointAccess = { read: 1, write: 2, read_write: 3, execute: 4 } as const;

/** `PERF_FLAG_FD_CLOEXEC`. */
export const PERF_FLAG_FD_CLOEXEC = 1 << 3;

/** ioctl requests on a perf event. */
export const PERF_EVENT_IOC_ENABLE = 0x2400;
export const PERF_EVENT_IOC_DISABLE = 0x2401;
export const PERF_EVENT_IOC_SET_BPF = 0x4004_2408;

/** `PERF_RECORD_*`. */
export const perfRecords = { fork: 7, mmap2: 10 } as const;

/** Fields of `struct perf_event_mmap_page`, by the byte they begin at. */
export const perfMapPage = { dataHead: 1024, dataTail: 1032 } as const;
