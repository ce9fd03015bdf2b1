import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SemanticDiagnostic, UnknownName } from "@tapset/compiler";
import { matchesNames, type Manifest } from "@tapset/core";
import type { Diagnostic } from "@tapset/language";
import { ancestors, installedNames, packageJsonPath, readTapsetPackageJson } from "./package-json.js";
import { type UnservedPoints, unservedPoints } from "./unserved-points.js";

/** What a package has that a script could ask for by name. */
export interface PackageNames {
  readonly name: string;
  /** The words probe points of its own begin with: `syscall`, `process.begin`. */
  readonly probes: readonly string[];
  readonly functions: readonly string[];
}

/**
 * Adds to diagnostics of names that nothing in use has which package has them: one of this project's to install, or one
 * that lies in a node_modules folder above `folder` and that the project there doesn't depend on. Those hints stand in
 * place of guesses at what was meant. Of what SystemTap has and nobody, it's said that it is so. Files are read only where
 * there is such a name.
 *
 * @param inUse Names of the packages in use.
 * @param published This project's packages.
 */
export function withInstallHints<D extends Diagnostic & Pick<SemanticDiagnostic, "unknown">>(
  diagnostics: readonly D[],
  inUse: readonly string[],
  folder: string = process.cwd(),
  published: () => readonly PackageNames[] = publishedPackages,
): readonly D[] {
  return diagnostics.map((each) => {
    if (each.unknown === undefined) return each;
    const all = published();
    const unserved = unservedBy(all, each.unknown);
    if (unserved !== undefined) return { ...each, message: `no tapset serves '${unserved.point}' yet: ${unserved.what}`, hints: unserved.hints };
    const hints = installHints(each.unknown, new Set(inUse), folder, all);
    return hints.length > 0 ? { ...each, hints } : each;
  });
}

/** What a probe point is that SystemTap has, and none of this project's packages. */
function unservedBy(published: readonly PackageNames[], unknown: UnknownName): (UnservedPoints & { readonly point: string }) | undefined {
  if (unknown.kind === "function" || published.some((names) => hasName(names, unknown))) return undefined;
  const found = unservedPoints(unknown.words);
  return found && { ...found, point: unknown.words.join(".") };
}

function installHints(unknown: UnknownName, inUse: ReadonlySet<string>, folder: string, published: readonly PackageNames[]): readonly string[] {
  const stray = strayPackages(folder, inUse).filter(({ names }) => hasName(names, unknown));
  const installed = new Set(stray.map(({ names }) => names.name));
  const missing = packagesWith(unknown, published.filter(({ name }) => !inUse.has(name) && !installed.has(name)));
  return [
    ...stray.map(({ names, project }) => `add ${names.name} to the dependencies in ${packageJsonPath(project)}: it is installed there, and has it`),
    ...missing.map(({ name }) => `install ${name}: npm install ${name}`),
  ];
}

/** The packages that have a name; for a probe point that none has, those whose points begin with its first word. */
function packagesWith(unknown: UnknownName, packages: readonly PackageNames[]): readonly PackageNames[] {
  const found = packages.filter((names) => hasName(names, unknown));
  if (found.length > 0 || unknown.kind === "function") return found;
  return packages.filter((names) => names.probes.some((probe) => probe.split(".", 1)[0] === unknown.words[0]));
}

function hasName({ probes, functions }: PackageNames, unknown: UnknownName): boolean {
  if (unknown.kind === "function") return functions.includes(unknown.name);
  const { words } = unknown;
  // A first word that could be anything names no package.
  if (words[0]?.startsWith("*") !== false) return false;
  return probes.some((probe) => {
    const prefix = probe.split(".");
    return matchesNames(words.slice(0, prefix.length), prefix.slice(0, words.length));
  });
}

/** This project's packages, as they were when the command was built; none where its build is incomplete. */
function publishedPackages(): readonly PackageNames[] {
  try {
    return JSON.parse(readFileSync(new URL("../dist/package-index.json", import.meta.url), "utf8")) as readonly PackageNames[];
  } catch {
    return [];
  }
}

/** Tapset packages that are installed above a folder and not in use. */
function strayPackages(folder: string, inUse: ReadonlySet<string>): readonly { readonly names: PackageNames; readonly project: string }[] {
  return [...ancestors(folder)].flatMap((project) => {
    const place = join(project, "node_modules");
    if (!existsSync(place)) return [];
    return installedNames(place).flatMap((name) => {
      const names = inUse.has(name) ? undefined : namesOffered(join(place, name));
      return names === undefined ? [] : [{ names, project }];
    });
  });
}

/** What an installed package offers; undefined for one that is no tapset, or a broken one: nobody asked for it. */
function namesOffered(folder: string): PackageNames | undefined {
  try {
    const json = readTapsetPackageJson(folder);
    if (json === undefined || json.tapset === "preset") return undefined;
    const { name, families, probes, functions } = JSON.parse(readFileSync(join(folder, json.tapset), "utf8")) as Manifest;
    const forms = families.flatMap(({ patterns }) => patterns.map(({ form }) => form.replace(/\([^)]*\)/g, "").replace(/\.[A-Z][A-Z0-9_]*\b.*/, "")));
    return { name, probes: [...forms, ...probes.map((probe) => probe.name)], functions: functions.map((row) => row.name) };
  } catch {
    return undefined;
  }
}
