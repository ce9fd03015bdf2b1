import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigurationError, loadTapset, type Tapset } from "@tapset/core";
import { ancestors, findPackage, installedNames, packageJsonPath, readPackageJson, readTapsetPackageJson, type PackageJson, type TapsetPackageJson } from "./package-json.js";
import { type ImportModule, packageReader } from "./package-reader.js";
import { currentCaller, guardCode, isOwnPackage, requireTrusted, type Caller, type CodeTrust } from "./trust.js";

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
  const caller = currentCaller();
  const place = [...ancestors(folder)].find((each) => existsSync(packageJsonPath(each)));
  const project = place === undefined ? undefined : readPackageJson(place);
  const own = place !== undefined && isTapsetBeingWritten(place, project) ? tapsetBeingWritten(place, project, caller, importModule) : [];
  let others = place === undefined ? [] : tapsetsOfProject(place, project, caller, importModule);
  if (others.length === 0) others = tapsetsBesideCommand(commandFolder, caller, importModule);
  const tapsets = [...own, ...others.filter(({ manifest }) => manifest.name !== own[0]?.manifest.name)];
  if (tapsets.length === 0) throw new ConfigurationError("no tapset packages are installed: npm install @tapset/std");
  return tapsets;
}

/** Whether a project is a tapset; an installed package is nobody's project, whoever looks around in it. */
function isTapsetBeingWritten(folder: string, project: PackageJson | undefined): boolean {
  const path = project?.tapset;
  return typeof path === "string" && existsSync(join(folder, path)) && !folder.split(sep).includes("node_modules");
}

/** A project's own tapset, whose code nobody else need name. */
function tapsetBeingWritten(folder: string, project: PackageJson | undefined, caller: Caller, importModule: ImportModule): readonly Tapset[] {
  const name = project?.name ?? folder;
  return tapsetsAmong([{ name, folder }], { trusted: [name], advice: () => "give the project a name" }, caller, importModule);
}

function tapsetsBesideCommand(commandFolder: string, caller: Caller, importModule: ImportModule): readonly Tapset[] {
  for (const place of ancestors(commandFolder)) {
    const isShared = basename(place) === "node_modules";
    const tapsets = isShared
      ? tapsetsAmong(installedIn(place), sharedTrust, caller, importModule)
      : tapsetsOfProject(place, readPackageJson(place), caller, importModule);
    if (tapsets.length > 0) return tapsets;
  }
  return [];
}

function tapsetsOfProject(folder: string, project: PackageJson | undefined, caller: Caller, importModule: ImportModule): readonly Tapset[] {
  if (project === undefined) return [];
  const { dependencies, optionalDependencies, devDependencies, peerDependencies, tapset } = project;
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies, ...peerDependencies });
  const path = packageJsonPath(folder);
  const trust: CodeTrust = {
    trusted: typeof tapset === "object" ? (tapset.trusted ?? []) : [],
    advice: (name) => `name it in ${path}: "tapset": { "trusted": ["${name}"] }`,
  };
  const tapsets = tapsetsAmong(dependenciesOf(names, folder), trust, caller, importModule);
  if (tapsets.length > 0) requireTrusted(path, caller);
  return tapsets;
}

/** Packages installed with the command have no project that could name them. */
const sharedTrust: CodeTrust = {
  trusted: [],
  advice: (name) => `run tapset in a project that depends on ${name} and names it in its package.json: "tapset": { "trusted": ["${name}"] }`,
};

/** A package somebody depends on. */
interface Dependency {
  /** As the one who depends on it calls it. */
  readonly name: string;
  readonly folder: string;
}

/** The packages in a node_modules folder. */
function installedIn(folder: string): readonly Dependency[] {
  return installedNames(folder).map((name) => ({ name, folder: join(folder, name) }));
}

/**
 * The tapsets among some packages, presets opened. Of a package in two versions the one counts that was found first, so
 * a project's own choice comes before a preset's.
 */
function tapsetsAmong(dependencies: readonly Dependency[], trust: CodeTrust, caller: Caller, importModule: ImportModule): readonly Tapset[] {
  const tapsets = new Map<string, Tapset>();
  const opened = new Set<string>();
  // Somebody's preset could call any package by a name of ours.
  for (let wave = dependencies.map((each) => ({ ...each, isVouchedFor: true })); wave.length > 0; ) {
    const next: typeof wave = [];
    for (const { name, folder, isVouchedFor } of wave) {
      const json = readTapsetPackageJson(folder);
      if (json === undefined) continue;
      requireTrusted(packageJsonPath(folder), caller);
      if (json.tapset !== "preset") {
        const ownName = json.name ?? name;
        if (tapsets.has(ownName)) continue;
        const tapset = installedTapset(json, folder, caller, importModule);
        tapsets.set(ownName, guardCode(tapset, isVouchedFor && tapset.manifest.name === name, trust));
      } else if (!opened.has(folder)) {
        opened.add(folder);
        // Package managers that link packages keep a package's dependencies beside its real folder.
        const inner = dependenciesOf(Object.keys({ ...json.dependencies, ...json.optionalDependencies }), realpathSync(folder));
        next.push(...inner.map((each) => ({ ...each, isVouchedFor: isVouchedFor && isOwnPackage(name) })));
      }
    }
    wave = next;
  }
  return [...tapsets.values()];
}

function dependenciesOf(names: readonly string[], folder: string): readonly Dependency[] {
  return names.flatMap((name) => {
    const found = findPackage(name, folder);
    return found === undefined ? [] : [{ name, folder: found }];
  });
}

function installedTapset({ name, tapset: field }: TapsetPackageJson, folder: string, caller: Caller, importModule: ImportModule): Tapset {
  const path = join(folder, field);
  if (basename(path) !== MANIFEST) {
    throw new ConfigurationError(`package ${name ?? folder}: its "tapset" field must end in ${MANIFEST}, not be "${field}"`);
  }
  const tapset = loadTapset(packageReader(dirname(path), importModule, (file) => requireTrusted(file, caller)), path);
  if (tapset.manifest.name === name) return tapset;
  throw new ConfigurationError(`${path} is of tapset ${tapset.manifest.name}, in package ${name ?? folder}: run tapset pack there`);
}
