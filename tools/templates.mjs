// The templates of `npm create @tapset`, made ready to be published: `*` in their package.json files becomes the range of
// the version there is now, of our own packages and of the tools we use ourselves.
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publicPackages } from "./public-packages.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "packages/apps/create-tapset/templates");

/** Writes the templates with their versions into a folder, which is emptied first. */
export function prepareTemplates(folder) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(source, folder, { recursive: true, filter: (path) => !/[/\\](node_modules|dist)$/.test(path) });
  const { devDependencies } = readJson(join(root, "package.json"));
  const ranges = { ...devDependencies, ...Object.fromEntries(publicPackages().map(({ json }) => [json.name, `^${json.version}`])) };
  for (const kind of readdirSync(folder)) {
    const path = join(folder, kind, "package.json");
    const json = readJson(path);
    for (const dependencies of [json.dependencies, json.peerDependencies, json.devDependencies]) {
      for (const [name, range] of Object.entries(dependencies ?? {})) {
        if (range !== "*") continue;
        if (ranges[name] === undefined) throw new Error(`${path}: there is no version of ${name} to take`);
        dependencies[name] = ranges[name];
      }
    }
    writeFileSync(path, `${JSON.stringify(json, null, 2)}\n`);
  }
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
