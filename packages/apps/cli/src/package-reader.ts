import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigurationError, type PackageReader } from "@tapset/core";

/** `import()` of a file's URL; a CommonJS file (`.cjs`) gives its exports, not a namespace around them. */
export type ImportModule = (url: string) => Promise<unknown>;

/**
 * The files of an installed package, all UTF-8. What can't be read or imported is a ConfigurationError: the package
 * isn't whole. `requireSafe` is asked before each file is used; it throws to refuse one.
 */
export function packageReader(folder: string, importModule: ImportModule, requireSafe: (path: string) => void = () => undefined): PackageReader {
  return {
    readText(path) {
      const full = join(folder, path);
      requireSafe(full);
      try {
        return readFileSync(full, "utf8");
      } catch (cause) {
        throw new ConfigurationError(`read ${full}: ${reasonOf(cause)}`, { cause, hints: ["install the package anew"] });
      }
    },
    async importModule(path) {
      const full = join(folder, path);
      requireSafe(full);
      try {
        return await importModule(pathToFileURL(full).href);
      } catch (cause) {
        throw new ConfigurationError(`load ${full}: ${reasonOf(cause)}`, { cause });
      }
    },
  };
}

/** What reading, importing and requiring call a file that isn't there. */
const notFound: ReadonlySet<string | undefined> = new Set(["ENOENT", "ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"]);

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return notFound.has(code) ? "no such file" : error.message;
}
