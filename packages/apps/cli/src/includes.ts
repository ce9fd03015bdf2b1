import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildManifest, type Tapset, type TapsetScript } from "@tapset/core";
import type { ParseOptions } from "@tapset/language";
import { CommandError, EXIT } from "./exit-status.js";
import { parseScriptFiles } from "./script-files.js";

/**
 * A folder of bare `.stp` and `.stpm` files (`-I`) as a tapset without a package. As stap(1) has it, files in its
 * subfolders named after the kernel's version (6.1.0-13, 6.1.0, 6.1) come before the folder's own: of two files of one
 * name the more specific one counts. `options` are those the script is parsed with.
 *
 * @throws CommandError with status 2 when there is no such folder
 */
export function readIncludes(folder: string, options: ParseOptions = {}): Tapset {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new CommandError(EXIT.usage, `-I ${folder}: no such folder`);
  }
  const scripts = scriptPaths(folder, versionFolders(options.kernelRelease)).map(
    (path): TapsetScript => ({ name: path, text: readFileSync(path, "utf8") }),
  );
  const { manifest } = buildManifest({
    name: `-I ${folder}`,
    version: "0.0.0",
    summary: "",
    // What is wrong in a file is said when something needs the file.
    files: parseScriptFiles(scripts, options).files,
    requires: [],
    // Only packed manifests tell values' types: here they are inferred when something asks.
    valueType: () => "long",
  });
  return { manifest, scripts: () => scripts };
}

/** `2.6.12-23.FC3`, `2.6.12` and `2.6` of the first. */
function versionFolders(release: string | undefined): readonly string[] {
  if (release === undefined) return [];
  const [version = ""] = /^[\d.]*\d/.exec(release) ?? [];
  return [...new Set([release, version, version.split(".").slice(0, 2).join(".")])].filter((name) => name !== "");
}

/** Paths of the files that count, the most specific first. */
function scriptPaths(folder: string, subfolders: readonly string[]): readonly string[] {
  const byName = new Map<string, string>();
  for (const place of [...subfolders.map((name) => join(folder, name)), folder]) {
    if (statSync(place, { throwIfNoEntry: false })?.isDirectory() !== true) continue;
    for (const name of readdirSync(place).sort()) {
      if (/\.stpm?$/.test(name) && !byName.has(name)) byName.set(name, join(place, name));
    }
  }
  return [...byName.values()];
}
