import { existsSync, readFileSync } from "node:fs";
import type { ProgramSpec } from "../bpf-programs.js";
import { Errno } from "../errno.js";
import type { Fd } from "../fd.js";
import { emptyProgram } from "../probe-program.js";
import { SyscallError } from "../syscall-error.js";
import { no, unknown, yes } from "./feature.js";
import type { Feature, FeatureAnswer, FeatureContext, FeatureKernel } from "./feature.js";

// In every kernel with trace events, and rare.
const subsystem = "sched";
const tracepoint = "sched_process_exec";
const noSuchTraceEvent = 0x7fff_ffff;

/** Loads an empty program and attaches it for a moment: loading alone proves nothing. */
function attachOnce(kernel: FeatureKernel, spec: Omit<ProgramSpec, "instructions">, attach: (program: Fd) => Fd): FeatureAnswer {
  const program = kernel.programs.load({ name: "probe", instructions: emptyProgram, ...spec });
  try {
    attach(program).close();
    return yes;
  } finally {
    program.close();
  }
}

/** A disabled perf event of this process with a program. */
function openCpuClock(kernel: FeatureKernel, program: Fd): Fd {
  const counter = { kind: "software", counter: "cpu_clock" } as const;
  const event = kernel.perf.open({ counter, scope: { pid: 0 }, sampling: { period: 1_000_000_000n } });
  try {
    kernel.perf.setProgram(event, program);
    return event;
  } catch (error) {
    event.close();
    throw error;
  }
}

/**
 * Taking a trace event back from perf costs 75 ms, so this opens one that can't exist: perf refuses it as such (EINVAL),
 * unless it knows nothing of trace events at all (ENOENT).
 */
function openNoTraceEvent(kernel: FeatureKernel): FeatureAnswer {
  try {
    kernel.perf.open({ counter: { kind: "tracepoint", id: noSuchTraceEvent }, scope: { pid: 0 } }).close();
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    if (error.errno === Errno.ENOENT) return no("this kernel's perf has no trace events");
    if (error.errno !== Errno.EINVAL) throw error;
  }
  return yes;
}

/** Why the number of a trace event, without which none can be opened, can't be read; undefined when it can. */
function traceEventObstacle({ kernel, traceEventId }: FeatureContext): string | undefined {
  if (traceEventId !== undefined) {
    return traceEventId(subsystem, tracepoint) === undefined ? `tracefs shows no ${subsystem}:${tracepoint}` : undefined;
  }
  try {
    const tracefs = kernel.mounts.detached("tracefs");
    try {
      readFileSync(`/proc/self/fd/${tracefs.number}/events/${subsystem}/${tracepoint}/id`);
      return undefined;
    } finally {
      tracefs.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A perf PMU that lets programs attach; its absence is final. */
function pmu(name: string, since: string): Feature {
  const path = `/sys/bus/event_source/devices/${name}/type`;
  return {
    title: `${name} attachment`,
    since,
    probe: () => (existsSync(path) ? yes : no(`this kernel has no ${name} facility (${path} is missing)`)),
  };
}

/** Where programs can be attached on this kernel. */
export const attachFeatures = {
  "raw-tracepoint": {
    title: "raw tracepoint attachment",
    since: "4.17",
    probe: ({ kernel }) =>
      attachOnce(kernel, { type: "raw_tracepoint" }, (program) => kernel.links.openRawTracepoint(program, tracepoint)),
  },
  "tp-btf": {
    title: "typed raw tracepoint attachment",
    since: "5.5",
    probe: ({ kernel, btfTypedefId }) => {
      if (btfTypedefId === undefined) return unknown("no BTF to look the tracepoint up in");
      const attachBtfId = btfTypedefId(`btf_trace_${tracepoint}`);
      if (attachBtfId === undefined) return no(`the kernel does not describe its tracepoints (no btf_trace_${tracepoint} in its BTF)`);
      return attachOnce(kernel, { type: "tracing", expectedAttachType: "trace_raw_tp", attachBtfId }, (program) =>
        kernel.links.openRawTracepoint(program));
    },
  },
  "perf-tracepoint": {
    title: "perf tracepoint attachment",
    since: "4.7",
    probe: (context) => {
      const { kernel } = context;
      const obstacle = traceEventObstacle(context);
      if (obstacle !== undefined) return no(`trace events can't be read: ${obstacle}`);
      kernel.programs.load({ type: "tracepoint", name: "probe", instructions: emptyProgram }).close();
      return openNoTraceEvent(kernel);
    },
  },
  "perf-software": {
    title: "software perf event attachment",
    since: "4.9",
    probe: ({ kernel }) =>
      attachOnce(kernel, { type: "perf_event" }, (program) => openCpuClock(kernel, program)),
  },
  kprobe: pmu("kprobe", "4.17"),
  uprobe: pmu("uprobe", "4.17"),
} satisfies Record<string, Feature>;
