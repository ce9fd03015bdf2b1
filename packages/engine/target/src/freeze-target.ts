import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FROZEN_FILES, FROZEN_FORMAT, type FrozenFacts, type FrozenTraceEvent } from "./frozen-layout.js";
import type { KernelTarget } from "./kernel-target.js";

/** Takes long to load, and most runs don't need it. */
const zlib = () => process.getBuiltinModule("node:zlib");

/**
 * Writes a target into a folder, which is made when it isn't there, so that `frozenTarget` reads it back as an equal value.
 * All of it is asked for, features included: on a live target this takes some seconds.
 */
export function freezeTarget(target: KernelTarget, folder: string): void {
  const writePacked = (file: string, content: Uint8Array | string): void => {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, zlib().gzipSync(content, { level: 9 }));
  };

  const { release, version, arch, hz, cpus, lockdown } = target;
  const facts: FrozenFacts = {
    format: FROZEN_FORMAT,
    ...{ release, version, arch, hz, cpus },
    ...(lockdown !== undefined && { lockdown }),
    modules: target.moduleNames(),
    features: Object.fromEntries(target.featureNames.map((name) => [name, target.feature(name)])),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, FROZEN_FILES.facts), `${JSON.stringify(facts, undefined, 2)}\n`);

  const configuration = target.configuration();
  if (configuration !== undefined) writePacked(FROZEN_FILES.configuration, JSON.stringify(Object.fromEntries(configuration)));
  const events = readTraceEvents(target);
  if (events !== undefined) writePacked(FROZEN_FILES.traceEvents, JSON.stringify(events));
  const symbols = target.symbols();
  if (symbols !== undefined) writePacked(FROZEN_FILES.symbols, symbols.bytes);
  if (target.btf !== undefined) writePacked(FROZEN_FILES.btf, target.btf.bytes);
  for (const name of target.moduleNames()) {
    const btf = target.moduleBtf(name);
    if (btf !== undefined) writePacked(join(FROZEN_FILES.moduleBtf, `${name}.gz`), btf.bytes);
  }
}

/** Every event, with its format where there is one. */
function readTraceEvents(target: KernelTarget): readonly FrozenTraceEvent[] | undefined {
  return target.traceEvents()?.map(([subsystem, name]) => target.traceEvent(subsystem, name) ?? { subsystem, name });
}
