import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Manifest, Tapset, TapsetModule } from "@tapset/core";
import { CommandError, EXIT } from "./exit-status.js";

interface PackageJson {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  /** `"preset"`: all tapsets among its dependencies; else the path of its manifest. */
  readonly tapset?: string;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** The folders from `start` up to the root. */
function* ancestors(start: string): Generator<string> {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    yield folder;
    if (dirname(folder) === folder) return;
  }
}

/** Where npm put a package that `from` depends on. */
function findPackage(name: string, from: string): string | undefined {
  for (const folder of ancestors(from)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
  }
  return undefined;
}

/** A tapset package installed in `folder`, from its manifest. Neither its code nor its scripts are read yet. */
function installedTapset(folder: string, manifestPath: string, parse: (text: string, path: string) => Manifest): Tapset {
  const path = join(folder, manifestPath);
  const manifest = parse(readFileSync(path, "utf8"), path);
  const { module } = manifest;
  return {
    manifest,
    scripts: () =>
      manifest.scripts.map((script) => ({
        name: `${manifest.name}/${basename(script)}`,
        text: readFileSync(join(folder, script), "latin1"),
      })),
    ...(module !== undefined && {
      loadModule: async () => {
        const loaded = (await import(pathToFileURL(join(folder, module)).href)) as { default: TapsetModule };
        return loaded.default;
      },
    }),
  };
}

/**
 * The tapset packages a project uses: those among the dependencies of the nearest package.json that carry a `tapset`
 * field, presets opened. Where there is no such project (a global installation), those installed beside the command.
 */
export function discoverTapsets(folder: string, parse: (text: string, path: string) => Manifest): readonly Tapset[] {
  for (const start of [folder, dirname(fileURLToPath(import.meta.url))]) {
    const found = tapsetsOfProject(start, parse);
    if (found.length > 0) return found;
  }
  return [];
}

function tapsetsOfProject(start: string, parse: (text: string, path: string) => Manifest): readonly Tapset[] {
  const project = [...ancestors(start)].find((each) => existsSync(join(each, "package.json")));
  if (project === undefined) return [];
  const tapsets = new Map<string, Tapset>();
  const visit = (owner: string, withDevelopment: boolean): void => {
    const { dependencies, devDependencies, optionalDependencies } = readJson(join(owner, "package.json")) as PackageJson;
    const names = Object.keys({ ...dependencies, ...optionalDependencies, ...(withDevelopment && devDependencies) });
    for (const name of names) {
      const place = tapsets.has(name) ? undefined : findPackage(name, owner);
      if (place === undefined) continue;
      const { tapset } = readJson(join(place, "package.json")) as PackageJson;
      if (tapset === "preset") visit(place, false);
      else if (tapset !== undefined) tapsets.set(name, installedTapset(place, tapset, parse));
    }
  };
  visit(project, true);
  return [...tapsets.values()];
}

/** A folder of bare `.stp` files (`-I`), as a tapset without a package. */
export function readIncludes(folder: string, describe: (scripts: readonly { name: string; text: string }[]) => Manifest): Tapset {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new CommandError(EXIT.usage, `-I ${folder}: no such folder`);
  }
  const scripts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".stp"))
    .sort()
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(folder, name), "latin1") }));
  return { manifest: describe(scripts), scripts: () => scripts };
}
