import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ElfError, FILE_INDEX, FUNCTION_INDEX, type IndexKind, NameIndex } from "@tapset/elf";

/** Who may have written what is read: nobody but the caller. */
const OTHERS_MAY_WRITE = 0o022;

/** What the files begin with. */
const NAMES: ReadonlyMap<IndexKind, string> = new Map([
  [FUNCTION_INDEX, "functions"],
  [FILE_INDEX, "files"],
]);

/** Indexes of debug information kept from one run to the next, by build-id: making a kernel's takes seconds. */
export class IndexCache {
  readonly #folder: string;

  /** @param folder where they are kept; made when the first one is */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The index of a build; undefined when there is none, or one that somebody else may have written or that is malformed. */
  read(kind: IndexKind, buildId: string, infoSize: number): NameIndex | undefined {
    try {
      const fd = openSync(this.#path(kind, buildId), "r");
      try {
        const { uid, mode } = fstatSync(fd);
        if (uid !== process.getuid?.() || (mode & OTHERS_MAY_WRITE) !== 0) return undefined;
        const index = NameIndex.fromBytes(kind, readFileSync(fd));
        return index.infoSize === infoSize ? index : undefined;
      } finally {
        closeSync(fd);
      }
    } catch (error) {
      if (error instanceof ElfError || isSystemError(error)) return undefined;
      throw error;
    }
  }

  /** Keeps an index. Where it can't be written it's made again the next time. */
  write(kind: IndexKind, buildId: string, index: NameIndex): void {
    const path = this.#path(kind, buildId);
    const draft = `${path}.${process.pid}`;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      writeFileSync(draft, index.toBytes(), { mode: 0o600, flag: "wx" });
      // Whole or not at all, for runs that read it at the same time.
      renameSync(draft, path);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      removeDraft(draft);
    }
  }

  #path(kind: IndexKind, buildId: string): string {
    return join(this.#folder, `${NAMES.get(kind) ?? kind.what}-${buildId}`);
  }
}

/** Where the caller's things that can be made again are kept. */
export function cacheFolder(environment: (name: string) => string | undefined, isRoot: boolean): string {
  if (isRoot) return "/var/cache/tapset";
  return join(environment("XDG_CACHE_HOME") ?? join(environment("HOME") ?? homedir(), ".cache"), "tapset");
}

function removeDraft(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It may never have been made.
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}
