import { Errno } from "../errno.js";
import { emptyProgram } from "../probe-program.js";
import { SyscallError } from "../syscall-error.js";
import { attachOnce } from "./attach-once.js";
import { attachToType } from "./attach-to-type.js";
import { askForPrivilege, no, unknown, yes } from "./feature.js";
import type { Feature, FeatureAnswer, FeatureContext, FeatureKernel } from "./feature.js";

// In every kernel with trace events, and rare.
const subsystem = "sched";
const tracepoint = "sched_process_exec";
const noSuchTraceEvent = 0x7fff_ffff;

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

/** Whether the number of a trace event, without which none can be opened, can be read. */
function traceEventsAnswer({ traceEventId, isPrivileged }: FeatureContext): FeatureAnswer {
  if (traceEventId(subsystem, tracepoint) !== undefined) return yes;
  const reason = `tracefs shows no ${subsystem}:${tracepoint}`;
  return isPrivileged() ? no(reason) : unknown(reason, askForPrivilege);
}

/** Where programs can be attached to trace events. */
export const tracepointFeatures = {
  "raw-tracepoint": {
    title: "raw tracepoint attachment",
    since: "4.17",
    serves: "kernel.trace, for tracepoints with an argument that types can't describe or handlers that read none",
    options: ["CONFIG_TRACEPOINTS"],
    alternatives: ["perf-tracepoint"],
    probe: ({ kernel }) =>
      attachOnce(kernel, { type: "raw_tracepoint" }, (program) => kernel.links.openRawTracepoint(program, tracepoint)),
  },
  "tp-btf": {
    title: "typed raw tracepoint attachment",
    since: "5.5",
    serves: "kernel.trace, syscall",
    options: ["CONFIG_TRACEPOINTS", "CONFIG_DEBUG_INFO_BTF"],
    alternatives: ["raw-tracepoint", "perf-tracepoint"],
    probe: (context) => attachToType(context, "typedef", `btf_trace_${tracepoint}`, "trace_raw_tp"),
  },
  "perf-tracepoint": {
    title: "perf tracepoint attachment",
    since: "4.7",
    serves: "kernel.trace, for trace events that have no tracepoint of their own",
    options: ["CONFIG_PERF_EVENTS", "CONFIG_BPF_EVENTS"],
    lockdown: "confidentiality",
    alternatives: ["tp-btf", "raw-tracepoint"],
    probe: (context) => {
      const events = traceEventsAnswer(context);
      if (events.verdict !== "yes") return { ...events, reason: `trace events can't be read: ${events.reason}` };
      context.kernel.programs.load({ type: "tracepoint", name: "probe", instructions: emptyProgram }).close();
      return openNoTraceEvent(context.kernel);
    },
  },
  tracefs: {
    title: "trace event formats",
    since: "4.1",
    serves: "kernel.trace by subsystem (mounted or not: a detached mount is used)",
    options: ["CONFIG_FTRACE"],
    lockdown: "confidentiality",
    alternatives: ["kernel-types"],
    withoutBpf: true,
    probe: traceEventsAnswer,
  },
} satisfies Record<string, Feature>;
