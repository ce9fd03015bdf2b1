import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TapsetScript } from "@tapset/core";
import { CommandError, EXIT } from "./exit-status.js";
import { findPackage, readPackageJson, type PackageJson } from "./package-json.js";

/** What a tapset package's manifest is built from, but for its code. */
export interface PackageSources {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  /** Path of the package's module, as the manifest has it; undefined for a pure `.stp` tapset. */
  readonly module: string | undefined;
  /** Its files, by their paths in the package. */
  readonly scripts: readonly TapsetScript[];
  /** Folders of the tapset packages it requires, by their names. */
  readonly requires: ReadonlyMap<string, string>;
  /** Its peer dependencies that aren't installed, tapsets or not. */
  readonly missing: readonly string[];
}

/** One file with everything the module needs but core's types: start-up is read time. */
const BUNDLE = "./dist/bundle/tapset.cjs";

/** Folders whose scripts aren't the tapset's. */
const otherFolders = new Set(["node_modules", "dist", "test", "examples"]);

/**
 * Reads a package's metadata and scripts.
 * @throws CommandError when the folder holds no tapset package, or one that isn't built
 */
export function readPackageSources(folder: string): PackageSources {
  const json = readPackageJson(folder);
  if (json?.name === undefined || json.version === undefined) {
    throw new CommandError(EXIT.script, `pack: ${folder} has no package.json with a name and a version`, ["pack the folder of an npm package"]);
  }
  const { name, version, description = "" } = json;
  if (typeof json.tapset !== "string" || json.tapset === "preset") {
    throw new CommandError(EXIT.script, `pack ${name}: its package.json doesn't say where the manifest is`, ['add "tapset": "tapset.json" to it']);
  }
  const peers = Object.keys(json.peerDependencies ?? {}).map((peer) => ({ peer, place: findPackage(peer, folder) }));
  const missing = peers.flatMap(({ peer, place }) => (place === undefined ? [peer] : []));
  const required = peers.flatMap(({ peer, place }): [string, string][] => {
    const tapset = place === undefined ? undefined : readPackageJson(place)?.tapset;
    return place !== undefined && typeof tapset === "string" ? [[peer, place]] : [];
  });
  return { folder, name, version, summary: description, module: modulePath(folder, json), scripts: readScripts(folder), requires: new Map(required), missing };
}

/** The bundle where the package makes one, else what importing the package gives; undefined for a package without code. */
function modulePath(folder: string, { name, exports, main }: PackageJson): string | undefined {
  const entry = entryPoint(exports) ?? main;
  if (entry === undefined) return undefined;
  const path = [BUNDLE, entry].find((each) => existsSync(join(folder, each)));
  if (path === undefined) throw new CommandError(EXIT.script, `pack ${name ?? folder}: its module ${entry} isn't there`, ["build the package first"]);
  return path;
}

/** What `import "PACKAGE"` gives, by the package's `exports`. */
function entryPoint(exports: unknown): string | undefined {
  if (typeof exports === "string") return exports;
  if (typeof exports !== "object" || exports === null) return undefined;
  const conditions = exports as Readonly<Record<string, unknown>>;
  return entryPoint(conditions["."] ?? conditions["node"] ?? conditions["import"] ?? conditions["default"]);
}

function readScripts(folder: string, prefix = ""): readonly TapsetScript[] {
  const entries = readdirSync(join(folder, prefix), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(prefix, entry.name);
    if (entry.isDirectory()) return otherFolders.has(entry.name) || entry.name.startsWith(".") ? [] : readScripts(folder, path);
    // Only documentation and names are taken from them, so they are text here, not bytes.
    return /\.stpm?$/.test(entry.name) ? [{ name: path, text: readFileSync(join(folder, path), "utf8") }] : [];
  });
}
