import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigurationError, type PackageReader } from "@tapset/core";

/** `import()` of a file's URL. */
export type ImportModule = (url: string) => Promise<unknown>;

/**
 * The files of an installed package, all UTF-8. What can't be read or imported is a ConfigurationError: the package
 * isn't whole.
 */
export function packageReader(folder: string, importModule: ImportModule): PackageReader {
  return {
    readText(path) {
      const full = join(folder, path);
      try {
        return readFileSync(full, "utf8");
      } catch (cause) {
        throw new ConfigurationError(`read ${full}: ${reasonOf(cause)}`, { cause });
      }
    },
    async importModule(path) {
      const full = join(folder, path);
      try {
        return await importModule(pathToFileURL(full).href);
      } catch (cause) {
        throw new ConfigurationError(`load ${full}: ${reasonOf(cause)}`, { cause });
      }
    },
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ERR_MODULE_NOT_FOUND" ? "no such file" : error.message;
}
