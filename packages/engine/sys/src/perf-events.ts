import type { Fd } from "./fd.js";

/** Counters the kernel keeps in software: `PERF_COUNT_SW_*`. */
export type SoftwareCounter =
  | "cpu_clock" | "task_clock" | "page_faults" | "context_switches" | "cpu_migrations" | "page_faults_min"
  | "page_faults_maj" | "alignment_faults" | "emulation_faults" | "dummy" | "bpf_output" | "cgroup_switches";

/** Counters of the CPU: `PERF_COUNT_HW_*`. Absent (`ENOENT`) where there is no PMU, as in most virtual machines. */
export type HardwareCounter =
  | "cpu_cycles" | "instructions" | "cache_references" | "cache_misses" | "branch_instructions" | "branch_misses"
  | "bus_cycles" | "stalled_cycles_frontend" | "stalled_cycles_backend" | "ref_cpu_cycles";

/** What a perf event counts. */
export type PerfCounter =
  | { readonly kind: "software"; readonly counter: SoftwareCounter }
  | { readonly kind: "hardware"; readonly counter: HardwareCounter }
  /** A trace event by the number in its tracefs `id` file. */
  | { readonly kind: "tracepoint"; readonly id: number }
  /** A watchpoint on 1, 2, 4 or 8 bytes. */
  | {
      readonly kind: "breakpoint";
      readonly address: bigint;
      readonly sizeBytes: number;
      readonly access: "read" | "write" | "read_write" | "execute";
    }
  /** Any other PMU by its number in `/sys/bus/event_source/devices/NAME/type`; `path` goes into `config1`. */
  | {
      readonly kind: "dynamic";
      readonly type: number;
      readonly config: bigint;
      readonly config1?: bigint | string;
      readonly config2?: bigint;
    };

/** How often an event fires: each `period` counts, or about `frequencyHz` times a second. */
export type PerfSampling = { readonly period: bigint } | { readonly frequencyHz: number };

/** Whom an event watches: all tasks on one CPU, one task anywhere, or one task on one CPU. Pid 0 is the caller. */
export type PerfScope =
  | { readonly cpu: number }
  | { readonly pid: number }
  | { readonly pid: number; readonly cpu: number };

/** What perf_event_open(2) takes. The event starts disabled. */
export interface PerfEventSpec {
  readonly counter: PerfCounter;
  readonly scope: PerfScope;
  readonly sampling?: PerfSampling;
  /** Children of the watched task are watched too. */
  readonly inherit?: boolean;
  readonly excludeUser?: boolean;
  readonly excludeKernel?: boolean;
}

/** perf_event_open(2) and its ioctls. */
export interface PerfEvents {
  open(spec: PerfEventSpec): Fd;
  enable(event: Fd): void;
  disable(event: Fd): void;
  /** `PERF_EVENT_IOC_SET_BPF`: the event runs `program` until the event is closed. */
  setProgram(event: Fd, program: Fd): void;
}
