import type { Kernel } from "@tapset/sys";
import { cacheFolder, DebuginfodCache, debuginfodCacheFolder, frozenTarget, type KernelTarget, type LiveTarget, liveTarget } from "@tapset/target";
import { checkServers, debuginfodClient, withDebugInfo } from "./download-debug-info.js";
import { CommandError, EXIT } from "./exit-status.js";
import type { Settings } from "./settings.js";

/** Does what asks for debug information; once more when some was to be downloaded for it. */
export type WithDebugInfo = <T>(derive: () => T) => Promise<T>;

/** The kernel a script is compiled for, and what lets go of it. */
export interface CompileTarget {
  readonly target: KernelTarget;
  readonly withDebugInfo: WithDebugInfo;
  readonly close: () => void;
}

/** What of the command line decides about the target. */
type TargetSettings = Pick<Settings, "target" | "lastPass" | "listing" | "downloadDebugInfo" | "quiet" | "verbosity">;

/** Nothing is downloaded for it. */
export const asInstalled: WithDebugInfo = (derive) => Promise.resolve(derive());

/**
 * The running kernel, or the one that `--target DIR` describes.
 *
 * @throws CommandError when DIR describes none, when it's to run what another kernel was asked about, or when nothing can be downloaded
 */
export function compileTarget(settings: TargetSettings, kernel: Kernel): CompileTarget {
  const { target: folder, lastPass, listing, downloadDebugInfo } = settings;
  if (folder === undefined) {
    const target = runningTarget(settings, kernel);
    return { target, withDebugInfo: (derive) => withDebugInfo(target, derive), close: () => target.close() };
  }
  if (lastPass > 3 && listing === undefined) {
    throw new CommandError(EXIT.usage, `--target ${folder}: a script can be compiled for another kernel, not loaded or run on it`, [
      "add -p1, -p2 or -p3, list with -l or -L, or leave --target out",
    ]);
  }
  if (downloadDebugInfo !== undefined) throw new CommandError(EXIT.usage, `--download-debuginfo is for the running kernel, not for the one in ${folder}`, ["leave --target or --download-debuginfo out"]);
  try {
    return { target: frozenTarget(folder), withDebugInfo: asInstalled, close: () => undefined };
  } catch (cause) {
    throw new CommandError(EXIT.usage, `--target: ${(cause as Error).message}`, ["name a folder that tapset freeze DIR has written"]);
  }
}

function runningTarget(settings: TargetSettings, kernel: Kernel): LiveTarget {
  const environment = (name: string): string | undefined => process.env[name];
  const indexFolder = cacheFolder(environment, process.getuid?.() === 0);
  const fetched = new DebuginfodCache(debuginfodCacheFolder(environment));
  const { downloadDebugInfo } = settings;
  if (downloadDebugInfo === undefined) return liveTarget(kernel, { indexFolder, fetched });
  const target = liveTarget(kernel, { indexFolder, fetched, debuginfod: debuginfodClient(downloadDebugInfo, settings, fetched) });
  checkServers(target);
  return target;
}
