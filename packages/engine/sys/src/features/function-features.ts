import { attachOnce, openWithProgram } from "./attach-once.js";
import { attachToType } from "./attach-to-type.js";
import { no, yes } from "./feature.js";
import type { Feature, FeatureAnswer, FeatureContext } from "./feature.js";
import { hasPmuArgument, noPmu, pmuType } from "./pmu.js";

/** A function that the kernel keeps for trying out probes (since 5.5, with CONFIG_NET); nothing else calls it. */
const testFunction = "bpf_fentry_test1";

function attachKprobe(context: FeatureContext): FeatureAnswer {
  const { kernel } = context;
  const type = pmuType(context, "kprobe");
  if (type === undefined) return noPmu("kprobe");
  const counter = { kind: "dynamic", type, config: 0n, config1: testFunction } as const;
  return attachOnce(kernel, { type: "kprobe" }, (program) => openWithProgram(kernel, { counter, scope: { pid: 0 } }, program));
}

const trampoline = {
  since: "5.5",
  options: ["CONFIG_DEBUG_INFO_BTF", "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS", "CONFIG_BPF_JIT"],
} as const;

/** Where programs can be attached to functions of the kernel. */
export const functionFeatures = {
  kprobe: {
    title: "kprobe attachment",
    since: "4.17",
    serves: "kernel.function, kernel.statement, kprobe.function",
    options: ["CONFIG_KPROBES", "CONFIG_KPROBE_EVENTS"],
    lockdown: "confidentiality",
    alternatives: ["fentry", "tp-btf", "raw-tracepoint"],
    probe: attachKprobe,
  },
  kretprobe: {
    title: "kretprobe attachment",
    since: "4.17",
    serves: "kernel.function.return, kprobe.function.return",
    options: ["CONFIG_KRETPROBES", "CONFIG_KPROBE_EVENTS"],
    lockdown: "confidentiality",
    alternatives: ["fexit", "tp-btf", "raw-tracepoint"],
    partOf: "kprobe",
    // Attaching is the same as for the entry, and taking it back takes long.
    probe: (context) => (hasPmuArgument(context, "kprobe", "retprobe") ? yes : no("perf's kprobes have no retprobe")),
  },
  "kprobe-multi": {
    title: "kprobes on many functions at once",
    since: "5.18",
    serves: "kernel.function with wildcards, attached in one go",
    options: ["CONFIG_FPROBE"],
    lockdown: "confidentiality",
    alternatives: ["kprobe", "fentry"],
    probe: ({ kernel }) =>
      attachOnce(kernel, { type: "kprobe", expectedAttachType: "trace_kprobe_multi" }, (program) =>
        kernel.links.create({ program, attachType: "trace_kprobe_multi", kprobeMulti: { symbols: [testFunction] } })),
  },
  fentry: {
    title: "fentry attachment",
    ...trampoline,
    serves: "kernel.function, with typed arguments",
    alternatives: ["kprobe", "tp-btf", "raw-tracepoint"],
    probe: (context) => attachToType(context, "func", testFunction, "trace_fentry"),
  },
  fexit: {
    title: "fexit attachment",
    ...trampoline,
    serves: "kernel.function.return, with typed arguments",
    alternatives: ["kretprobe", "tp-btf", "raw-tracepoint"],
    probe: (context) => attachToType(context, "func", testFunction, "trace_fexit"),
  },
} satisfies Record<string, Feature>;
