import { existsSync, readFileSync } from "node:fs";
import type { ProgramSpec } from "../bpf-programs.js";
import type { Fd } from "../fd.js";
import type { Kernel } from "../kernel.js";
import type { PerfCounter } from "../perf-events.js";
import { emptyProgram } from "../probe-program.js";
import { no, unknown, yes } from "./feature.js";
import type { Feature, FeatureAnswer } from "./feature.js";

// In every kernel with trace events, and rare.
const subsystem = "sched";
const tracepoint = "sched_process_fork";

/** Loads an empty program and attaches it for a moment: loading alone proves nothing. */
function attachOnce(kernel: Kernel, spec: Omit<ProgramSpec, "instructions">, attach: (program: Fd) => Fd): FeatureAnswer {
  const program = kernel.programs.load({ name: "probe", instructions: emptyProgram, ...spec });
  try {
    attach(program).close();
    return yes;
  } finally {
    program.close();
  }
}

function openPerfEvent(kernel: Kernel, counter: PerfCounter, program: Fd): Fd {
  const event = kernel.perf.open({ counter, scope: { cpu: kernel.cpus.online()[0] ?? 0 }, sampling: { period: 1_000_000_000n } });
  try {
    kernel.perf.setProgram(event, program);
    return event;
  } catch (error) {
    event.close();
    throw error;
  }
}

/** The number of a trace event, from a tracefs of our own. */
function traceEventId(kernel: Kernel): number {
  const tracefs = kernel.mounts.detached("tracefs");
  try {
    return Number(readFileSync(`/proc/self/fd/${tracefs.number}/events/${subsystem}/${tracepoint}/id`, "latin1"));
  } finally {
    tracefs.close();
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
      if (attachBtfId === undefined) return no(`the kernel's BTF has no btf_trace_${tracepoint}`);
      return attachOnce(kernel, { type: "tracing", expectedAttachType: "trace_raw_tp", attachBtfId }, (program) =>
        kernel.links.openRawTracepoint(program));
    },
  },
  "perf-tracepoint": {
    title: "perf tracepoint attachment",
    since: "4.7",
    probe: ({ kernel }) => {
      let id: number;
      try {
        id = traceEventId(kernel);
      } catch (error) {
        return no(`trace events can't be read: ${error instanceof Error ? error.message : String(error)}`);
      }
      return attachOnce(kernel, { type: "tracepoint" }, (program) =>
        openPerfEvent(kernel, { kind: "tracepoint", id }, program));
    },
  },
  "perf-software": {
    title: "software perf event attachment",
    since: "4.9",
    probe: ({ kernel }) =>
      attachOnce(kernel, { type: "perf_event" }, (program) =>
        openPerfEvent(kernel, { kind: "software", counter: "cpu_clock" }, program)),
  },
  kprobe: pmu("kprobe", "4.17"),
  uprobe: pmu("uprobe", "4.17"),
} satisfies Record<string, Feature>;
