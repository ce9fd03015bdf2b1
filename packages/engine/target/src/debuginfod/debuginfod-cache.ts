import { chmodSync, mkdirSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "@tapset/core";

/** Who may have written what is read: nobody but the caller and root. */
const OTHERS_MAY_WRITE = 0o022;

/** Debug information that was fetched, laid out as elfutils' clients do: `BUILDID/debuginfo`. */
export class DebuginfodCache {
  readonly #folder: string;

  /** @param folder made when the first file is kept */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The file of a build; undefined when there is none, or one that somebody else may have written. */
  find(buildId: string): string | undefined {
    const path = this.#path(buildId);
    const stat = statSync(path, { throwIfNoEntry: false });
    // elfutils remembers by an empty file that no server had it.
    if (stat?.isFile() !== true || stat.size === 0) return undefined;
    const isOurs = stat.uid === 0 || stat.uid === process.getuid?.();
    return isOurs && (stat.mode & OTHERS_MAY_WRITE) === 0 ? path : undefined;
  }

  /**
   * Keeps what `write` puts into the file it's given, whole or not at all: a failure leaves nothing behind.
   *
   * @throws what `write` throws; ConfigurationError when nothing can be kept there
   */
  async keep(buildId: string, write: (draft: string) => Promise<void>): Promise<void> {
    const path = this.#path(buildId);
    const folder = join(this.#folder, buildId);
    const draft = `${path}.${process.getBuiltinModule("node:crypto").randomUUID()}`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      await write(draft);
      chmodSync(draft, 0o400);
      renameSync(draft, path);
    } catch (cause) {
      remove(() => rmSync(draft));
      // What other programs have put there stays.
      remove(() => rmdirSync(folder));
      if (!isSystemError(cause)) throw cause;
      throw new ConfigurationError(`keep debug information in ${this.#folder}: ${cause.message}`, { cause, hints: ["name a folder with room for it in DEBUGINFOD_CACHE_PATH"] });
    }
  }

  #path(buildId: string): string {
    return join(this.#folder, buildId, "debuginfo");
  }
}

function remove(attempt: () => void): void {
  try {
    attempt();
  } catch {
    // It may never have been made.
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
