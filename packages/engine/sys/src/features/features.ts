import { existsSync, readFileSync } from "node:fs";
import { release } from "node:os";
import { UnsupportedError } from "../unsupported-error.js";
import { explain, foregone, withCause } from "./explain.js";
import { unknown, yes } from "./feature.js";
import type { Feature, FeatureAnswer, FeatureContext, FeatureKernel } from "./feature.js";
import { functionFeatures } from "./function-features.js";
import { liveFeatureFiles } from "./live-feature-files.js";
import { machineFeatures } from "./machine-features.js";
import { mapFeatures } from "./map-features.js";
import { networkFeatures } from "./network-features.js";
import { perfFeatures } from "./perf-features.js";
import { canTrace } from "./privilege.js";
import { programFeatures } from "./program-features.js";
import { tracepointFeatures } from "./tracepoint-features.js";
import { userFeatures } from "./user-features.js";

/** Every feature, by what it's part of. */
const groups = {
  machine: machineFeatures,
  programs: programFeatures,
  maps: mapFeatures,
  tracepoints: tracepointFeatures,
  functions: functionFeatures,
  processes: userFeatures,
  perf: perfFeatures,
  network: networkFeatures,
} satisfies Record<string, Record<string, Feature>>;

const table = {
  ...groups.machine, ...groups.programs, ...groups.maps, ...groups.tracepoints, ...groups.functions, ...groups.processes,
  ...groups.perf, ...groups.network,
} satisfies Record<string, Feature>;

/** Something a kernel may lack, by the names scripts and tapsets know it under. */
export type FeatureName = keyof typeof table;

/** What features are part of. */
export type FeatureGroup = keyof typeof groups;

/** What there is to say about a feature on any kernel. */
export interface FeatureDescription extends Pick<Feature, "title" | "since" | "serves" | "options" | "alternatives"> {
  readonly name: FeatureName;
  readonly group: FeatureGroup;
}

/** All features there are probes for. */
export const featureNames = Object.keys(table) as readonly FeatureName[];

/** What each of them is, group by group. */
export const featureDescriptions: readonly FeatureDescription[] = (Object.keys(groups) as FeatureGroup[]).flatMap((group) =>
  Object.entries<Feature>(groups[group]).map(([name, { title, since, serves, options, alternatives }]) => ({
    name: name as FeatureName, group, title, since, serves,
    ...(options !== undefined && { options }),
    ...(alternatives !== undefined && { alternatives }),
  })));

/** What one kernel can do. Probes run when asked for; what they find out is remembered, what they can't is asked again. */
export interface Features {
  /** A name there is no probe for is unknown. Where BPF can't be used at all, that answers for all that takes it. */
  probe(name: FeatureName | (string & {})): FeatureAnswer;
  /** Throws `UnsupportedError` when the answer is no; an unknown answer passes, the attempt itself will tell. */
  need(name: FeatureName): void;
}

/** The features of `kernel`; what `options` leave out is this machine's. Asks nothing by itself. */
export function createFeatures(kernel: FeatureKernel, options: Partial<Omit<FeatureContext, "kernel">> = {}): Features {
  const context: FeatureContext = { ...liveContext(kernel), ...options };
  const known = new Map<FeatureName, FeatureAnswer>();

  const probe = (name: string): FeatureAnswer => {
    if (!isFeatureName(name)) return unknown("nothing here knows how to ask the kernel for it");
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    const feature: Feature = table[name];
    const whole = name === "bpf" || feature.withoutBpf === true ? yes : probe(feature.partOf ?? "bpf");
    const answer = whole.verdict === "yes" ? attempt(feature, context) : (foregone(feature, context) ?? whole);
    if (answer.verdict !== "unknown") known.set(name, answer);
    return answer;
  };

  return {
    probe,
    need: (name) => {
      const answer = probe(name);
      if (answer.verdict === "no") throw new UnsupportedError(table[name].title, answer.reason);
    },
  };
}

function isFeatureName(name: string): name is FeatureName {
  return Object.hasOwn(table, name);
}

function attempt(feature: Feature, context: FeatureContext): FeatureAnswer {
  try {
    return withCause(feature.probe(context), feature, context);
  } catch (error) {
    return explain(error, feature, context);
  }
}

/** What can be asked of this machine without reading its types. */
function liveContext(kernel: FeatureKernel): FeatureContext {
  return {
    kernel,
    files: liveFeatureFiles,
    release,
    isBuiltWith: () => undefined,
    lockdown: () => undefined,
    traceEventId: (subsystem, name) => readTraceEventId(kernel, subsystem, name),
    isPrivileged: () => canTrace(readFileSync("/proc/self/status", "latin1")),
    environment: (name) => process.env[name],
  };
}

/** The number of a trace event, from a tracefs of our own. */
function readTraceEventId({ mounts }: FeatureKernel, subsystem: string, name: string): number | undefined {
  const tracefs = mounts.detached("tracefs");
  try {
    const path = `/proc/self/fd/${tracefs.number}/events/${subsystem}/${name}/id`;
    return existsSync(path) ? Number(readFileSync(path, "latin1")) : undefined;
  } finally {
    tracefs.close();
  }
}
