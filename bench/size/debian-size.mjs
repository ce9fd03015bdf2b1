import { spawnSync } from "node:child_process";

const FORMAT = "${Package}\\t${Installed-Size}\\t${Priority}\\t${Provides}\\t${Pre-Depends}, ${Depends}\\n";
const BYTES_PER_UNIT = 1024;

/** @typedef {{ sizeBytes: number, priority: string, provides: string[], needs: string[][] }} Package */

/**
 * The installed size of a package and all it depends on, without what every Debian system has: its required packages and theirs. The
 * package has to be installed.
 *
 * @param {string} name
 */
export function debianSizeBytes(name) {
  const packages = installed();
  if (!packages.has(name)) throw new Error(`${name} isn't a package that dpkg has installed`);
  const required = [...packages].filter(([, { priority }]) => priority === "required").map(([each]) => each);
  const present = closure(required, packages);
  return [...closure([name], packages)].filter((each) => !present.has(each)).reduce((sum, each) => sum + (packages.get(each)?.sizeBytes ?? 0), 0);
}

/** @returns {Map<string, Package>} */
function installed() {
  const { stdout, error } = spawnSync("dpkg-query", ["--show", `--showformat=${FORMAT}`], { encoding: "utf8", maxBuffer: 1 << 26 });
  if (error !== undefined) throw new Error("needs dpkg, to ask for the installed size");
  return new Map(
    stdout.trim().split("\n").map((line) => {
      const [name = "", size, priority = "", provides = "", needs = ""] = line.split("\t");
      return [name, { sizeBytes: Number(size) * BYTES_PER_UNIT, priority, provides: names(provides), needs: needs.split(",").map((each) => names(each.replaceAll("|", ","))) }];
    }),
  );
}

/**
 * Names without versions and architectures.
 *
 * @param {string} list
 */
function names(list) {
  return list.split(",").map((each) => each.trim().split(/[ :(]/)[0] ?? "").filter((each) => each !== "");
}

/**
 * @param {readonly string[]} roots
 * @param {Map<string, Package>} packages
 */
function closure(roots, packages) {
  const providers = new Map([...packages].flatMap(([name, { provides }]) => provides.map((each) => /** @type {const} */ ([each, name]))));
  /** @type {Set<string>} */
  const reached = new Set();
  const waiting = [...roots];
  for (let name; (name = waiting.pop()) !== undefined; ) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const alternatives of packages.get(name)?.needs ?? []) {
      const chosen = alternatives.find((each) => packages.has(each)) ?? alternatives.map((each) => providers.get(each)).find((each) => each !== undefined);
      if (chosen !== undefined) waiting.push(chosen);
    }
  }
  return reached;
}
