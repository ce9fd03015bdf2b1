// The packages of this repository that are published.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Each package's folder and package.json. */
export function publicPackages() {
  const folders = ["engine", "tapsets", "apps"].flatMap((group) => {
    const base = join(root, "packages", group);
    return readdirSync(base).sort().map((name) => join(base, name));
  });
  return folders
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, json: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) }))
    .filter(({ json }) => json.private !== true);
}
