import { attachOnce, openWithProgram } from "./attach-once.js";
import { no, yes } from "./feature.js";
import type { Feature, FeatureAnswer, FeatureContext } from "./feature.js";
import { hasPmuArgument, noPmu, pmuType } from "./pmu.js";

/** This program's own file, at its very beginning: nothing there is code, so nothing is changed in memory. */
const file = { path: process.execPath, offset: 0n } as const;

const uprobes = { options: ["CONFIG_UPROBES", "CONFIG_UPROBE_EVENTS"] } as const;

function attachUprobe(context: FeatureContext): FeatureAnswer {
  const { kernel } = context;
  const type = pmuType(context, "uprobe");
  if (type === undefined) return noPmu("uprobe");
  const counter = { kind: "dynamic", type, config: 0n, config1: file.path, config2: file.offset } as const;
  return attachOnce(kernel, { type: "kprobe" }, (program) => openWithProgram(kernel, { counter, scope: { pid: 0 } }, program));
}

/** Attaching is the same as for plain uprobes, and taking it back takes long: what's asked is whether perf knows the argument. */
function argumentOfUprobes(context: FeatureContext, argument: string): FeatureAnswer {
  return hasPmuArgument(context, "uprobe", argument) ? yes : no(`perf's uprobes have no ${argument}`);
}

/** Where programs can be attached to functions of processes. */
export const userFeatures = {
  uprobe: {
    title: "uprobe attachment",
    since: "4.17",
    serves: "process(PATH).function, process(PATH).statement",
    ...uprobes,
    probe: attachUprobe,
  },
  uretprobe: {
    title: "uretprobe attachment",
    since: "4.17",
    serves: "process(PATH).function.return",
    ...uprobes,
    partOf: "uprobe",
    probe: (context) => argumentOfUprobes(context, "retprobe"),
  },
  "uprobe-multi": {
    title: "uprobes on many functions at once",
    since: "6.6",
    serves: "process(PATH).function with wildcards, attached in one go",
    ...uprobes,
    alternatives: ["uprobe"],
    probe: ({ kernel }) =>
      attachOnce(kernel, { type: "kprobe", expectedAttachType: "trace_uprobe_multi" }, (program) =>
        kernel.links.create({
          program, attachType: "trace_uprobe_multi", uprobeMulti: { path: file.path, offsets: [file.offset], pid: process.pid },
        })),
  },
  "sdt-mark": {
    title: "static marks with a use count",
    since: "4.20",
    serves: "process(PATH).mark, for marks that a program switches on by a counter",
    ...uprobes,
    alternatives: ["uprobe"],
    partOf: "uprobe",
    probe: (context) => argumentOfUprobes(context, "ref_ctr_offset"),
  },
} satisfies Record<string, Feature>;
