import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

/**
 * The size of node_modules after `npm install` of these packages alone. They and what they need are packed from this checkout, as they
 * would be published, and npm takes them from there: no registry is asked.
 *
 * @param {readonly string[]} names
 * @param {string} folder
 */
export function npmSizeBytes(names, folder) {
  const place = mkdtempSync(join(folder, "install-"));
  try {
    const packed = join(place, "packed");
    const project = join(place, "project");
    mkdirSync(packed);
    mkdirSync(project);
    npm(["pack", "--silent", "--pack-destination", packed, ...needed(names).map((name) => join(modules, name))], place);
    writeFileSync(join(project, "package.json"), "{}");
    const archives = readdirSync(packed).map((file) => join(packed, file));
    npm(["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", ...archives], project);
    return sizeBytes(join(project, "node_modules"));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * The packages and all that installing them brings along. Optional ones are binaries for one platform each: those that are here.
 *
 * @param {readonly string[]} names
 */
function needed(names) {
  const found = new Set(names);
  for (const name of found) {
    const { dependencies, peerDependencies, optionalDependencies } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
    for (const each of Object.keys({ ...dependencies, ...peerDependencies })) found.add(each);
    for (const each of Object.keys({ ...optionalDependencies })) if (existsSync(join(modules, each))) found.add(each);
  }
  return [...found];
}

/**
 * @param {readonly string[]} words
 * @param {string} cwd
 */
function npm(words, cwd) {
  const { error, status, stderr } = spawnSync("npm", words, { cwd, encoding: "utf8" });
  if (error !== undefined) throw new Error("needs npm, to pack and to install");
  if (status !== 0) throw new Error(`npm ${words[0]}: ${stderr.trim().split("\n")[0]}`);
}

/**
 * What files hold, whatever blocks the file system gives them.
 *
 * @param {string} path
 * @returns {number}
 */
function sizeBytes(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
