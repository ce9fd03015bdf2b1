import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadTapset, type PackageReader, type Tapset } from "@tapset/core";

/**
 * A tapset package as it is installed: one that the tested package requires, say. Its code is trusted, as any import is.
 *
 * @param name the npm package: `@tapset/kernel`
 * @param from the URL of the file that asks, `import.meta.url`: the package is looked for in the node_modules folders there
 * @throws Error when it isn't installed, or is no tapset
 */
export function installedTapset(name: string, from: string): Tapset {
  const folder = folderOf(name, dirname(fileURLToPath(from)));
  const { tapset } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { readonly tapset?: unknown };
  if (typeof tapset !== "string" || tapset === "preset") throw new Error(`use ${name}: the package is no tapset: ${folder}`);
  const place = dirname(join(folder, tapset));
  const reader: PackageReader = {
    readText: (path) => readFileSync(join(place, path), "utf8"),
    importModule: (path) => importFile(join(place, path)),
  };
  return loadTapset(reader, join(folder, tapset));
}

/** Where npm put a package for the files in a folder. */
function folderOf(name: string, start: string): string {
  for (let place = start; ; place = dirname(place)) {
    const folder = join(place, "node_modules", name);
    if (existsSync(join(folder, "package.json"))) return folder;
    if (dirname(place) === place) throw new Error(`use ${name}: it isn't installed for ${start}: npm install --save-dev ${name}`);
  }
}

/** A CommonJS file gives its exports, not a namespace around them. */
async function importFile(path: string): Promise<unknown> {
  const exports: unknown = path.endsWith(".cjs") ? createRequire(path)(path) : await import(pathToFileURL(path).href);
  return exports;
}
