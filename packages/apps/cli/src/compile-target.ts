import type { Kernel } from "@tapset/sys";
import { cacheFolder, frozenTarget, type KernelTarget, liveTarget } from "@tapset/target";
import { CommandError, EXIT } from "./exit-status.js";
import type { Settings } from "./settings.js";

/** The kernel a script is compiled for, and what lets go of it. */
export interface CompileTarget {
  readonly target: KernelTarget;
  readonly close: () => void;
}

/**
 * The running kernel, or the one that `--target DIR` describes.
 *
 * @throws CommandError when DIR describes none, or when it's to run what another kernel was asked about
 */
export function compileTarget({ target: folder, lastPass, listing }: Pick<Settings, "target" | "lastPass" | "listing">, kernel: Kernel): CompileTarget {
  if (folder === undefined) {
    const indexFolder = cacheFolder((name) => process.env[name], process.getuid?.() === 0);
    const target = liveTarget(kernel, { indexFolder });
    return { target, close: () => target.close() };
  }
  if (lastPass > 3 && listing === undefined) {
    throw new CommandError(EXIT.usage, `--target ${folder}: a script can be compiled for another kernel, not loaded or run on it`, [
      "add -p1, -p2 or -p3, list with -l or -L, or leave --target out",
    ]);
  }
  try {
    return { target: frozenTarget(folder), close: () => undefined };
  } catch (cause) {
    throw new CommandError(EXIT.usage, `--target: ${(cause as Error).message}`, ["name a folder that tapset freeze DIR has written"]);
  }
}
