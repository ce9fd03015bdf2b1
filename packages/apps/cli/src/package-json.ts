import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ConfigurationError } from "@tapset/core";

/** The parts of a package.json that matter to tapsets. */
export interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly main?: string;
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  /**
   * In a tapset package: the path of its manifest, or `"preset"` for all tapsets among its dependencies. In a project:
   * the packages whose code may run.
   */
  readonly tapset?: string | { readonly trusted?: readonly string[] };
}

/** The package.json of a tapset package or preset. */
export type TapsetPackageJson = PackageJson & { readonly tapset: string };

/**
 * A folder's package.json; undefined where there is none.
 * @throws ConfigurationError when it is not JSON
 */
export function readPackageJson(folder: string): PackageJson | undefined {
  const text = readText(packageJsonPath(folder));
  return text === undefined ? undefined : parsePackageJson(text, folder);
}

/**
 * The package.json of a tapset package or preset; undefined for all others. Most packages of a project are others, so
 * they aren't parsed: this runs at every start.
 * @throws ConfigurationError when it is not JSON
 */
export function readTapsetPackageJson(folder: string): TapsetPackageJson | undefined {
  const text = readText(packageJsonPath(folder));
  if (text?.includes('"tapset"') !== true) return undefined;
  const json = parsePackageJson(text, folder);
  return typeof json.tapset === "string" ? { ...json, tapset: json.tapset } : undefined;
}

function parsePackageJson(text: string, folder: string): PackageJson {
  try {
    return JSON.parse(text) as PackageJson;
  } catch (cause) {
    throw new ConfigurationError(`${packageJsonPath(folder)} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Where a folder's package.json is, if it has one. */
export function packageJsonPath(folder: string): string {
  return join(folder, "package.json");
}

/** The folders from `start` up to the root. */
export function* ancestors(start: string): Generator<string> {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    yield folder;
    if (dirname(folder) === folder) return;
  }
}

/** Where npm put a package that the one in `from` depends on; undefined when it isn't installed. */
export function findPackage(name: string, from: string): string | undefined {
  for (const folder of ancestors(from)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(packageJsonPath(candidate))) return candidate;
  }
  return undefined;
}

/** The names of the packages in a node_modules folder. */
export function installedNames(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => (name.startsWith("@") ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : [name]));
}
