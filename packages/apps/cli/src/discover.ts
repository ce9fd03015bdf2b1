import { existsSync, readdirSync, realpathSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigurationError, loadTapset, type Tapset } from "@tapset/core";
import { ancestors, findPackage, packageJsonPath, readPackageJson, readTapsetPackageJson, type PackageJson } from "./package-json.js";
import { type ImportModule, packageReader } from "./package-reader.js";
import { currentCaller, guardCode, requireTrustedOwner } from "./trust.js";

const COMMAND_FOLDER = dirname(fileURLToPath(import.meta.url));
const MANIFEST = "tapset.json";

/**
 * The tapset packages a project uses: those among the dependencies of the package.json nearest to `folder` that carry a
 * `tapset` field, presets opened. Where the project uses none, those installed with the command (a global installation).
 * A project that is a tapset itself comes before them: its author runs what it holds. Only package.json files and
 * manifests are read; a package's scripts and code when they are needed.
 *
 * @throws ConfigurationError when there are none, a manifest isn't one, or a file could make root run somebody's code
 */
export function discoverTapsets(folder: string, importModule: ImportModule, commandFolder: string = COMMAND_FOLDER): readonly Tapset[] {
  const place = [...ancestors(folder)].find((each) => existsSync(packageJsonPath(each)));
  const project = place === undefined ? undefined : readPackageJson(place);
  const own = place !== undefined && isTapsetBeingWritten(place, project) ? tapsetsAmong([place], importModule) : [];
  let others = place === undefined ? [] : tapsetsOfProject(place, project, importModule);
  if (others.length === 0) others = tapsetsBesideCommand(commandFolder, importModule);
  const tapsets = [...own, ...others.filter(({ manifest }) => manifest.name !== own[0]?.manifest.name)];
  if (tapsets.length === 0) throw new ConfigurationError("no tapset packages are installed: npm install @tapset/std");
  return tapsets;
}

/** Whether a project is a tapset; an installed package is nobody's project, whoever looks around in it. */
function isTapsetBeingWritten(folder: string, project: PackageJson | undefined): boolean {
  const path = project?.tapset;
  return typeof path === "string" && existsSync(join(folder, path)) && !folder.split(sep).includes("node_modules");
}

function tapsetsBesideCommand(commandFolder: string, importModule: ImportModule): readonly Tapset[] {
  for (const place of ancestors(commandFolder)) {
    const isShared = basename(place) === "node_modules";
    const tapsets = isShared ? tapsetsAmong(installedIn(place), importModule) : tapsetsOfProject(place, readPackageJson(place), importModule);
    if (tapsets.length > 0) return tapsets;
  }
  return [];
}

function tapsetsOfProject(folder: string, project: PackageJson | undefined, importModule: ImportModule): readonly Tapset[] {
  if (project === undefined) return [];
  const { dependencies, optionalDependencies, devDependencies, peerDependencies, tapset } = project;
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies, ...peerDependencies });
  const tapsets = tapsetsAmong(names.flatMap((name) => findPackage(name, folder) ?? []), importModule);
  if (tapsets.length === 0) return [];
  const path = packageJsonPath(folder);
  requireTrustedOwner(path, currentCaller());
  const trusted = typeof tapset === "object" ? (tapset.trusted ?? []) : [];
  return tapsets.map((each) => guardCode(each, trusted, path));
}

/** Folders of the packages in a node_modules folder. */
function installedIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return name.startsWith("@") ? readdirSync(path).map((inner) => join(path, inner)) : [path];
  });
}

/**
 * The tapsets among some packages, presets opened. Of a package in two versions the one counts that was found first, so
 * a project's own choice comes before a preset's.
 */
function tapsetsAmong(folders: readonly string[], importModule: ImportModule): readonly Tapset[] {
  const tapsets = new Map<string, Tapset>();
  const opened = new Set<string>();
  for (let wave = folders; wave.length > 0; ) {
    const next: string[] = [];
    for (const folder of wave) {
      const json = readTapsetPackageJson(folder);
      if (json === undefined) continue;
      requireTrustedOwner(packageJsonPath(folder), currentCaller());
      const name = json.name ?? folder;
      if (json.tapset !== "preset") {
        if (!tapsets.has(name)) tapsets.set(name, installedTapset(name, folder, json.tapset, importModule));
      } else if (!opened.has(folder)) {
        opened.add(folder);
        next.push(...dependenciesOf(json, folder));
      }
    }
    wave = next;
  }
  return [...tapsets.values()];
}

function dependenciesOf({ dependencies, optionalDependencies }: PackageJson, folder: string): readonly string[] {
  // Package managers that link packages keep a package's dependencies beside its real folder.
  const place = realpathSync(folder);
  return Object.keys({ ...dependencies, ...optionalDependencies }).flatMap((name) => findPackage(name, place) ?? []);
}

function installedTapset(name: string, folder: string, field: string, importModule: ImportModule): Tapset {
  const path = join(folder, field);
  if (basename(path) !== MANIFEST) {
    throw new ConfigurationError(`package ${name}: its "tapset" field must end in ${MANIFEST}, not be "${field}"`);
  }
  return loadTapset(packageReader(dirname(path), importModule), path);
}
