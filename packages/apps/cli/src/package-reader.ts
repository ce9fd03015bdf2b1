import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PackageReader } from "@tapset/core";

/** The files of an installed package. Scripts are bytes, a latin1 character each; JSON is UTF-8. */
export function packageReader(folder: string): PackageReader {
  return {
    readText: (path) => readFileSync(join(folder, path), path.endsWith(".json") ? "utf8" : "latin1"),
    importModule: (path) => import(pathToFileURL(join(folder, path)).href),
  };
}
