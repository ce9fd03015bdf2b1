import { readFileSync } from "node:fs";
import {
  PERF_EVENT_IOC_DISABLE, PERF_EVENT_IOC_ENABLE, PERF_EVENT_IOC_SET_BPF, PERF_FLAG_FD_CLOEXEC, breakpointAccess,
  perfAttrFlags, perfAttrSizeBytes, perfHardwareCounters, perfSoftwareCounters, perfTypes,
} from "./abi/perf-attr.js";
import type { perfAttrLayout } from "./abi/perf-attr.js";
import type { StructValues } from "./abi/struct-layout.js";
import type { Fd } from "./fd.js";
import type { SystemCaller } from "./system-caller.js";

/** Counters the kernel keeps in software: `PERF_COUNT_SW_*`. */
export type SoftwareCounter = (typeof perfSoftwareCounters)[number];

/** Counters of the CPU: `PERF_COUNT_HW_*`. Absent (`ENOENT`) where there is no PMU, as in most virtual machines. */
export type HardwareCounter = (typeof perfHardwareCounters)[number];

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
  /** The kernel writes down what tasks map to run, and what processes they fork: see `MappingRecords`. */
  readonly recordsMappings?: boolean;
}

/** perf_event_open(2) and its ioctls. */
export interface PerfEvents {
  /** The number of a dynamic PMU (`kprobe`, `uprobe`), which differs between kernels; undefined where there is none of the name. */
  pmuType(name: string): number | undefined;
  open(spec: PerfEventSpec): Fd;
  enable(event: Fd): void;
  disable(event: Fd): void;
  /** How much the event has counted. */
  count(event: Fd): bigint;
  /** `PERF_EVENT_IOC_SET_BPF`: the event runs `program` until the event is closed. */
  setProgram(event: Fd, program: Fd): void;
}

const PMU_FOLDER = "/sys/bus/event_source/devices";

/** Perf events, made through `caller`. */
export function createPerfEvents(caller: SystemCaller): PerfEvents {
  const control = (event: Fd, request: number, argument: number, attempt: string): void => {
    caller.call({ name: "ioctl", fd: event.number, request, argument }, attempt);
  };
  const types = new Map<string, number>();
  return {
    pmuType: (name) => {
      try {
        const type = types.get(name) ?? Number(readFileSync(`${PMU_FOLDER}/${name}/type`, "latin1"));
        types.set(name, type);
        return type;
      } catch {
        return undefined;
      }
    },
    open: (spec) => {
      const { pid, cpu } = { pid: -1, cpu: -1, ...spec.scope };
      const attr = { ...counterAttr(spec.counter), size: perfAttrSizeBytes, ...samplingAttr(spec), flags: flagsOf(spec) };
      const what = `perf event ${counterName(spec.counter)}`;
      return caller.open({ name: "perf_event_open", attr, pid, cpu, flags: PERF_FLAG_FD_CLOEXEC }, what);
    },
    enable: (event) => control(event, PERF_EVENT_IOC_ENABLE, 0, `enable ${event.what}`),
    count: (event) => {
      const value = new BigUint64Array(1);
      caller.call({ name: "read", fd: event.number, buffer: new Uint8Array(value.buffer) }, `read ${event.what}`);
      return value[0] ?? 0n;
    },
    disable: (event) => control(event, PERF_EVENT_IOC_DISABLE, 0, `disable ${event.what}`),
    setProgram: (event, program) =>
      control(event, PERF_EVENT_IOC_SET_BPF, program.number, `attach ${program.what} to ${event.what}`),
  };
}

type PerfAttr = StructValues<typeof perfAttrLayout>;

/** The part of `perf_event_attr` that says what is counted. */
function counterAttr(counter: PerfCounter): PerfAttr {
  switch (counter.kind) {
    case "software":
      return { type: perfTypes.software, config: BigInt(perfSoftwareCounters.indexOf(counter.counter)) };
    case "hardware":
      return { type: perfTypes.hardware, config: BigInt(perfHardwareCounters.indexOf(counter.counter)) };
    case "tracepoint":
      return { type: perfTypes.tracepoint, config: BigInt(counter.id) };
    case "breakpoint":
      return {
        type: perfTypes.breakpoint,
        bp_type: breakpointAccess[counter.access],
        config1: counter.address,
        config2: BigInt(counter.sizeBytes),
      };
    case "dynamic": {
      const { type, config, config1, config2 } = counter;
      return typeof config1 === "string"
        ? { type, config, config1_path: config1, config2 }
        : { type, config, config1, config2 };
    }
  }
}

function samplingAttr({ sampling }: PerfEventSpec): PerfAttr {
  if (sampling === undefined) return {};
  return { sample_period: "period" in sampling ? sampling.period : BigInt(sampling.frequencyHz) };
}

function flagsOf(spec: PerfEventSpec): bigint {
  let flags = perfAttrFlags.disabled;
  if (spec.sampling !== undefined && "frequencyHz" in spec.sampling) flags |= perfAttrFlags.freq;
  if (spec.inherit === true) flags |= perfAttrFlags.inherit;
  if (spec.excludeUser === true) flags |= perfAttrFlags.excludeUser;
  if (spec.excludeKernel === true) flags |= perfAttrFlags.excludeKernel;
  if (spec.recordsMappings === true) flags |= perfAttrFlags.mmap | perfAttrFlags.mmap2 | perfAttrFlags.task;
  return flags;
}

/** The counter in words, for traces and errors. */
function counterName(counter: PerfCounter): string {
  switch (counter.kind) {
    case "software":
    case "hardware":
      return counter.counter;
    case "tracepoint":
      return `tracepoint ${counter.id}`;
    case "breakpoint":
      return `breakpoint 0x${counter.address.toString(16)}`;
    case "dynamic":
      return `pmu ${counter.type}`;
  }
}
