import { machine } from "node:os";
import { Btf, BtfError } from "@tapset/btf";
import type { DebugSubject, FileView, TraceEvent } from "@tapset/core";
import { canTrace, createFeatures, type FeatureKernel, featureNames, type MappingKernel } from "@tapset/sys";
import { architectureOf } from "./architecture.js";
import { countCpus } from "./cpu-list.js";
import { DebugFiles } from "./debug-files.js";
import type { Debuginfod } from "./debuginfod/debuginfod.js";
import type { DebuginfodCache } from "./debuginfod/debuginfod-cache.js";
import { DetachedMount } from "./detached-mount.js";
import { IndexCache } from "./index-cache.js";
import { parseKernelConfig } from "./kernel-config.js";
import { KernelSymbols } from "./kernel-symbols.js";
import type { KernelTarget, Lockdown } from "./kernel-target.js";
import { lazy, lazyBy } from "./lazy.js";
import { liveProcesses } from "./live-processes.js";
import { liveFileView } from "./live-file-view.js";
import { liveFiles, type MachineFiles, readText } from "./machine-files.js";
import { mapFile } from "./map-file.js";
import { parseTraceEventFormat } from "./trace-event-format.js";

/** What a live target asks the kernel itself; everything else comes from files. */
export type TargetKernel = FeatureKernel & MappingKernel;

/** What a live target is made of; what is left out is this machine's. */
export interface LiveTargetOptions {
  readonly files?: MachineFiles;
  /** Its programs and libraries, which are closed with the target. */
  readonly view?: FileView & { close?(): void };
  /** Where indexes of debug information are kept; they are made anew each time when it's left out. */
  readonly indexFolder?: string;
  /** Debug information that was fetched before; it isn't looked at when it's left out. */
  readonly fetched?: DebuginfodCache;
  /** Who fetches debug information; nobody when it's left out. */
  readonly debuginfod?: Debuginfod;
  /** As `uname -m` prints it. */
  readonly machine?: string;
}

/** The running machine. Reads what it's asked about when it's asked, once. */
export interface LiveTarget extends KernelTarget {
  /**
   * Fetches the debug information that was asked for in vain, where `debuginfod` was given. Whether there was any: then what was derived from its
   * absence has to be derived anew. It comes after the fact because what asks is the compiler, whose passes are plain functions that can't wait.
   */
  fetchDebugInfo(signal: AbortSignal): Promise<boolean>;
  /** Lets go of the filesystems it has mounted for itself. What was read stays readable. */
  close(): void;
}

/** CONFIG_HZ of every major distribution; used where the kernel doesn't show its configuration. */
const USUAL_HZ = 250;
const BTF_FOLDER = "/sys/kernel/btf";

/** Describes the machine this process runs on. Makes no system call by itself. */
export function liveTarget(kernel: TargetKernel, options: LiveTargetOptions = {}): LiveTarget {
  const { files = { ...liveFiles, map: (path: string) => mapFile(kernel.memory, path) } } = options;
  const tracefs = new DetachedMount(files, kernel.mounts, "tracefs", "/sys/kernel/tracing");
  const securityfs = new DetachedMount(files, kernel.mounts, "securityfs", "/sys/kernel/security");

  const release = lazy(() => readText(files, "/proc/sys/kernel/osrelease")?.trim() ?? "");
  const configuration = lazy(() => readConfiguration(files, release()));
  const btf = lazy(() => readBtf(files, "vmlinux"));
  const moduleBtf = lazyBy((name: string) => btf() && readBtf(files, name, btf()));
  const lockdown = lazy(() => readLockdown(files, securityfs.folder()));
  const traceEvents = lazy(() => readTraceEventNames(files, tracefs.folder()));
  const traceEvent = lazyBy((path: string) => readTraceEvent(files, tracefs.folder(), path));
  const cpus = lazy(() => ({ possible: readCpus(files, "possible"), online: readCpus(files, "online") }));
  const environment = (name: string): string | undefined => process.env[name];
  const view = options.view ?? liveFileView(environment);
  const debugFiles = new DebugFiles({
    ...{ files, view, release, environment },
    ...(options.indexFolder !== undefined && { cache: new IndexCache(options.indexFolder) }),
    ...(options.fetched !== undefined && { fetched: options.fetched }),
    ...(options.debuginfod !== undefined && { debuginfod: options.debuginfod }),
  });
  const findDebugInfo = () => lazyBy((subject: string) => debugFiles.find(JSON.parse(subject) as DebugSubject));
  let debugInfo = findDebugInfo();
  const symbols = lazy(() => {
    const bytes = files.read("/proc/kallsyms");
    return bytes === undefined || bytes.length === 0 ? undefined : new KernelSymbols(bytes);
  });
  const features = createFeatures(kernel, {
    files,
    release,
    isBuiltWith: (option) => configuration() && ["y", "m"].includes(configuration()?.get(option) ?? ""),
    lockdown,
    btfId: (kind, name) => btf()?.byName(kind, name)?.id,
    traceEventId: (subsystem, name) => traceEvent(`${subsystem}/${name}`)?.id,
    isPrivileged: () => canTrace(readText(files, "/proc/self/status") ?? ""),
  });

  return {
    get release() {
      return release();
    },
    get version() {
      return versionOf(release());
    },
    get arch() {
      return architectureOf(options.machine ?? machine());
    },
    get hz() {
      return Number(configuration()?.get("CONFIG_HZ")) || USUAL_HZ;
    },
    get cpus() {
      return cpus();
    },
    get btf() {
      return btf();
    },
    get lockdown() {
      return lockdown();
    },
    featureNames,
    configuration,
    config: (name) => configuration()?.get(name),
    traceEvents,
    traceEvent: (subsystem, name) => traceEvent(`${subsystem}/${name}`),
    moduleNames: lazy(() => files.list(BTF_FOLDER).filter((name) => name !== "vmlinux").sort()),
    moduleBtf,
    symbols,
    files: view,
    processes: liveProcesses({ files, view, kernel, debugInfo: (path) => debugInfo(JSON.stringify({ kind: "file", path })) }),
    debugInfo: (subject) => debugInfo(JSON.stringify(subject)),
    feature: lazyBy((name: string) => features.probe(name)),
    async fetchDebugInfo(signal) {
      const wasWanted = (await options.debuginfod?.fetchWanted(signal)) ?? false;
      if (wasWanted) debugInfo = findDebugInfo();
      return wasWanted;
    },
    close() {
      tracefs.close();
      securityfs.close();
      view.close?.();
    },
  };
}

/** The leading numbers of a release: `6.1.0` of `6.1.0-21-amd64`. */
function versionOf(release: string): string {
  return /^\d+(?:\.\d+)*/.exec(release)?.[0] ?? "";
}

function readConfiguration(files: MachineFiles, release: string): ReadonlyMap<string, string> | undefined {
  const packed = files.read("/proc/config.gz");
  // zlib takes longer to load than most of what start-up does.
  const text = packed ? process.getBuiltinModule("node:zlib").gunzipSync(packed).toString("latin1") : readText(files, `/boot/config-${release}`);
  return text === undefined ? undefined : parseKernelConfig(text);
}

/** A kernel whose BTF this parser can't read is one without BTF: events can still be had from tracefs. */
function readBtf(files: MachineFiles, name: string, base?: Btf): Btf | undefined {
  const path = `${BTF_FOLDER}/${name}`;
  const bytes = files.map?.(path) ?? files.read(path);
  if (bytes === undefined || bytes.length === 0) return undefined;
  try {
    return Btf.parse(bytes, base);
  } catch (error) {
    if (error instanceof BtfError) return undefined;
    throw error;
  }
}

/** `none [integrity] confidentiality`: the level in force is in brackets. */
function readLockdown(files: MachineFiles, securityfs: string | undefined): Lockdown | undefined {
  const levels = securityfs === undefined ? undefined : readText(files, `${securityfs}/lockdown`);
  return levels === undefined ? undefined : (/\[(none|integrity|confidentiality)\]/.exec(levels)?.[1] as Lockdown | undefined);
}

function readCpus(files: MachineFiles, list: "possible" | "online"): number {
  return Math.max(1, countCpus(readText(files, `/sys/devices/system/cpu/${list}`) ?? ""));
}

function readTraceEventNames(files: MachineFiles, tracefs: string | undefined): readonly (readonly [string, string])[] | undefined {
  const text = tracefs === undefined ? undefined : readText(files, `${tracefs}/available_events`);
  if (text === undefined) return undefined;
  const lines = text.split("\n").filter((line) => line.includes(":"));
  return lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)] as const);
}

function readTraceEvent(files: MachineFiles, tracefs: string | undefined, path: string): TraceEvent | undefined {
  if (tracefs === undefined || !/^[\w-]+\/[\w-]+$/.test(path)) return undefined;
  const text = readText(files, `${tracefs}/events/${path}/format`);
  return text === undefined ? undefined : parseTraceEventFormat(path.slice(0, path.indexOf("/")), text);
}
