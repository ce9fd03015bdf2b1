import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this repository. */
export const repository = fileURLToPath(new URL("../..", import.meta.url));
/** What of the top folder isn't copied; installed packages aren't anywhere. */
const left = new Set([".git", ".nx", ".lab", "bench"]);

/**
 * Copies this repository as it stands, built, to a folder, where it can be changed and released: what is installed from
 * elsewhere is linked, its own packages are linked to each other.
 */
export function copyRepository(folder: string): void {
  cpSync(repository, folder, { recursive: true, preserveTimestamps: true, filter: (path) => basename(path) !== "node_modules" && !left.has(relative(repository, path)) });
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@tapset"), { recursive: true });
  const installed = readdirSync(join(repository, "node_modules")).filter((name) => name !== "@tapset" && name !== "tapset");
  for (const name of installed) symlinkSync(join(repository, "node_modules", name), join(modules, name));
  for (const group of ["engine", "tapsets", "apps"]) {
    for (const place of readdirSync(join(folder, "packages", group))) {
      const path = join(folder, "packages", group, place);
      const { name } = JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as { name: string };
      const link = join(modules, name);
      symlinkSync(relative(dirname(link), path), link);
    }
  }
}
