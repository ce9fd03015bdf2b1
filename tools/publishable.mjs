// `prepack` and `postpack` of every published package, run in its folder. What npm packs differs from what lies here: the
// licence is added, and what only this repository can use is left out of package.json (the condition under which packages
// are tested from their sources, development dependencies, scripts but the one that npm looks up there after packing:
// `--undo`, which puts back what was there).
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const KEPT = ".package.json.kept";

/** A package.json as it is published. */
export function publishedJson({ scripts, devDependencies, exports, ...json }) {
  const published = Object.entries(exports ?? {}).flatMap(([path, target]) => {
    if (typeof target === "string") return [[path, target]];
    const { "tapset-source": source, ...conditions } = target;
    return Object.keys(conditions).length > 0 ? [[path, conditions]] : [];
  });
  const { postpack } = scripts ?? {};
  return { ...json, ...(postpack && { scripts: { postpack } }), exports: Object.fromEntries(published) };
}

/** Makes a package's folder what is to be packed. */
export function makePublishable(folder) {
  undo(folder);
  const path = join(folder, "package.json");
  const json = JSON.parse(readFileSync(path, "utf8"));
  for (const promised of promisedFiles(json)) {
    if (!existsSync(join(folder, promised))) throw new Error(`pack ${json.name}: ${promised} isn't there: npm run build`);
  }
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  copyFileSync(path, join(folder, KEPT));
  writeFileSync(path, `${JSON.stringify(publishedJson(json), null, 2)}\n`);
}

/** Puts a package's folder back, wherever packing it was interrupted. */
export function undo(folder) {
  rmSync(join(folder, "LICENSE"), { force: true });
  if (existsSync(join(folder, KEPT))) renameSync(join(folder, KEPT), join(folder, "package.json"));
}

/** The files that a package.json names to those who install the package. */
function promisedFiles({ exports, bin, tapset }) {
  const targets = Object.values(exports ?? {}).flatMap((target) => (typeof target === "string" ? [target] : [target.types, target.default]));
  const manifest = tapset === "preset" ? undefined : tapset;
  return [...targets, ...Object.values(bin ?? {}), manifest].filter((path) => path !== undefined);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--undo")) undo(process.cwd());
  else makePublishable(process.cwd());
}
