import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Btf } from "@tapset/btf";
import { type DebugInfoAnswer, noFiles, noProcesses } from "@tapset/core";
import { FROZEN_FILES, FROZEN_FORMAT, type FrozenFacts, type FrozenTraceEvent } from "./frozen-layout.js";
import { KernelSymbols } from "./kernel-symbols.js";
import type { KernelTarget } from "./kernel-target.js";
import { lazy, lazyBy } from "./lazy.js";

/** Freezing keeps no debug information: it is larger than all else. */
export const NO_DEBUG_INFO: DebugInfoAnswer = {
  found: false,
  reason: "no debug information in a frozen target",
  wayOut: ["compile on the machine itself"],
};

/** Takes long to load, and most runs don't need it. */
const zlib = () => process.getBuiltinModule("node:zlib");

/**
 * A target that `freezeTarget` wrote into a folder. Features it wasn't asked about when it was frozen are unknown.
 * Throws when the folder isn't one, or is of another format than this version's.
 */
export function frozenTarget(folder: string): KernelTarget {
  const facts = readFacts(folder);
  const configuration = lazy(() => {
    const options = readJson(folder, FROZEN_FILES.configuration) as Record<string, string> | undefined;
    return options && new Map(Object.entries(options));
  });
  const btf = lazy(() => {
    const bytes = readPacked(folder, FROZEN_FILES.btf);
    return bytes && Btf.parse(bytes);
  });
  const moduleBtf = lazyBy((name: string) => {
    const bytes = readPacked(folder, join(FROZEN_FILES.moduleBtf, `${name}.gz`));
    return bytes && Btf.parse(bytes, btf());
  });
  const symbols = lazy(() => {
    const bytes = readPacked(folder, FROZEN_FILES.symbols);
    return bytes && new KernelSymbols(bytes);
  });
  const events = lazy(() => readJson(folder, FROZEN_FILES.traceEvents) as readonly FrozenTraceEvent[] | undefined);
  const eventsByPath = lazy(
    () => new Map(events()?.flatMap((event) => ("id" in event ? [[`${event.subsystem}/${event.name}`, event]] : []))),
  );

  return {
    release: facts.release,
    version: facts.version,
    arch: facts.arch,
    hz: facts.hz,
    cpus: facts.cpus,
    lockdown: facts.lockdown,
    featureNames: Object.keys(facts.features),
    get btf() {
      return btf();
    },
    configuration,
    config: (name) => configuration()?.get(name),
    traceEvents: lazy(() => events()?.map(({ subsystem, name }) => [subsystem, name] as const)),
    traceEvent: (subsystem, name) => eventsByPath().get(`${subsystem}/${name}`),
    moduleNames: () => facts.modules,
    moduleBtf: (name) => (facts.modules.includes(name) ? moduleBtf(name) : undefined),
    symbols,
    files: noFiles,
    processes: noProcesses,
    debugInfo: () => NO_DEBUG_INFO,
    feature: (name) => facts.features[name] ?? { verdict: "unknown", reason: "the frozen target has no answer" },
  };
}

function readFacts(folder: string): FrozenFacts {
  let facts: FrozenFacts;
  try {
    facts = JSON.parse(readFileSync(join(folder, FROZEN_FILES.facts), "utf8")) as FrozenFacts;
  } catch (cause) {
    throw new Error(`read target ${folder}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (facts.format !== FROZEN_FORMAT) {
    throw new Error(`read target ${folder}: format ${facts.format} where ${FROZEN_FORMAT} is understood: freeze it again`);
  }
  return facts;
}

function readPacked(folder: string, file: string): Buffer | undefined {
  const path = join(folder, file);
  return existsSync(path) ? zlib().gunzipSync(readFileSync(path)) : undefined;
}

function readJson(folder: string, file: string): unknown {
  const text = readPacked(folder, file);
  return text && JSON.parse(text.toString("utf8"));
}
