import { Btf, subset, type TypeName } from "@tapset/btf";
import { noFiles, noProcesses } from "@tapset/core";
import { NO_DEBUG_INFO } from "./frozen-target.js";
import type { KernelTarget } from "./kernel-target.js";

/** What to keep of a target. */
export interface Reduction {
  /** The kernel types to keep, with everything up to `pointers` pointers away from them. */
  readonly types: readonly TypeName[];
  readonly pointers: number;
  readonly keepsEvent: (subsystem: string, name: string) => boolean;
  readonly keepsOption: (name: string) => boolean;
}

/** A smaller target for tests: some types, some events, some of the configuration, no modules and no symbols. */
export function reduceTarget(target: KernelTarget, reduction: Reduction): KernelTarget {
  const { types, pointers, keepsEvent, keepsOption } = reduction;
  const options = target.configuration();
  const configuration = options && new Map([...options].filter(([name]) => keepsOption(name)));
  const events = target.traceEvents()?.filter(([subsystem, name]) => keepsEvent(subsystem, name));
  const { release, version, arch, hz, cpus, lockdown, featureNames } = target;
  return {
    ...{ release, version, arch, hz, cpus, lockdown, featureNames },
    btf: target.btf && Btf.parse(subset(target.btf, types, pointers)),
    configuration: () => configuration,
    config: (name) => configuration?.get(name),
    traceEvents: () => events,
    traceEvent: (subsystem, name) => (keepsEvent(subsystem, name) ? target.traceEvent(subsystem, name) : undefined),
    moduleNames: () => [],
    moduleBtf: () => undefined,
    symbols: () => undefined,
    files: noFiles,
    processes: noProcesses,
    debugInfo: () => NO_DEBUG_INFO,
    feature: (name) => target.feature(name),
  };
}
