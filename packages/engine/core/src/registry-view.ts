import type { Diagnostic, FunctionDecl, GlobalDecl, GlobalEntry } from "@tapset/language";
import type { Alias, ScriptFile } from "./alias.js";
import { aliasesOf } from "./alias.js";
import { ConfigurationError } from "./configuration-error.js";
import type { HostFunctions, Intrinsic } from "./intrinsic.js";
import type { Manifest } from "./manifest.js";
import type { ProbeFamily } from "./probe-family.js";
import type { TapsetModule } from "./tapset.js";

/** A function of a tapset script, and the file whose private names it sees. */
export interface TapsetFunction {
  readonly declaration: FunctionDecl;
  readonly file: ScriptFile;
}

/** A global of a tapset script. */
export interface TapsetGlobal {
  readonly declaration: GlobalDecl;
  readonly entry: GlobalEntry;
  readonly file: ScriptFile;
}

/** A tapset with its code and scripts read. */
export interface LoadedTapset {
  readonly manifest: Manifest;
  readonly module: TapsetModule | undefined;
  readonly files: readonly ScriptFile[];
}

/**
 * What a script can draw on: the packages its names need, loaded. A value: elaboration reads it and nothing else.
 * Functions and globals are the public ones; a file's private ones are in its tree.
 */
export interface RegistryView {
  readonly families: readonly ProbeFamily[];
  /** The parsed scripts of the loaded packages. */
  readonly files: readonly ScriptFile[];
  /** In the order of use. */
  readonly aliases: readonly Alias[];
  functions(name: string): readonly TapsetFunction[];
  global(name: string): TapsetGlobal | undefined;
  /** Of one name, told apart by how many parameters they have. */
  intrinsics(name: string): readonly Intrinsic[];
  /** Session functions of all loaded packages. */
  readonly host: HostFunctions;
  /** The package that owns a family. */
  owner(family: ProbeFamily): string;
  /** Everything the tapsets in use offer, loaded or not: for suggestions and listings. */
  readonly manifests: readonly Manifest[];
  /** What is wrong with tapset scripts. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Puts loaded packages together.
 * @throws ConfigurationError when a module lacks what its manifest promises or has a function twice, or two have a session
 * function of one name.
 */
export function registryView(
  loaded: readonly LoadedTapset[],
  manifests: readonly Manifest[],
  diagnostics: readonly Diagnostic[],
): RegistryView {
  const functions = new Map<string, TapsetFunction[]>();
  const globals = new Map<string, TapsetGlobal>();
  const intrinsics = new Map<string, readonly Intrinsic[]>();
  const owners = new Map<ProbeFamily, string>();
  const aliases: Alias[] = [];
  for (const tapset of loaded) {
    requirePromises(tapset);
    for (const family of tapset.module?.families ?? []) owners.set(family, tapset.manifest.name);
    addIntrinsics(intrinsics, tapset);
    for (const file of tapset.files) {
      aliases.push(...aliasesOf(file, tapset.manifest.adds));
      for (const declaration of file.script.items) {
        if (declaration.kind === "FunctionDecl" && !declaration.private) {
          const overloads = functions.get(declaration.name) ?? [];
          functions.set(declaration.name, [...overloads, { declaration, file }]);
        } else if (declaration.kind === "GlobalDecl" && !declaration.private) {
          for (const entry of declaration.entries) globals.set(entry.name, { declaration, entry, file });
        }
      }
    }
  }
  return {
    families: [...owners.keys()],
    files: loaded.flatMap((tapset) => tapset.files),
    aliases,
    functions: (name) => functions.get(name) ?? [],
    global: (name) => globals.get(name),
    intrinsics: (name) => intrinsics.get(name) ?? [],
    host: mergeHost(loaded),
    owner: (family) => owners.get(family) ?? family.name,
    manifests,
    diagnostics,
  };
}

function requirePromises({ manifest, module }: LoadedTapset): void {
  const offered = new Set(module?.families.map(({ name }) => name));
  const missing = manifest.families.find(({ name }) => !offered.has(name));
  if (missing === undefined) return;
  throw new ConfigurationError(
    `tapset ${manifest.name}: its module has no family '${missing.name}', which its tapset.json promises: run tapset pack in it`,
  );
}

function addIntrinsics(intrinsics: Map<string, readonly Intrinsic[]>, { manifest, module }: LoadedTapset): void {
  for (const intrinsic of module?.intrinsics ?? []) {
    const overloads = intrinsics.get(intrinsic.name) ?? [];
    const { length } = intrinsic.parameters;
    if (overloads.some(({ parameters }) => parameters.length === length)) {
      throw new ConfigurationError(`tapset ${manifest.name}: its module has function '${intrinsic.name}' with ${length} parameters twice: calls couldn't tell them apart`);
    }
    intrinsics.set(intrinsic.name, [...overloads, intrinsic]);
  }
}

function mergeHost(loaded: readonly LoadedTapset[]): HostFunctions {
  const host: Record<string, HostFunctions[string]> = {};
  const owners = new Map<string, string>();
  for (const { manifest, module } of loaded) {
    for (const [name, implementation] of Object.entries(module?.host ?? {})) {
      const other = owners.get(name);
      if (other !== undefined) {
        throw new ConfigurationError(`session function '${name}' is in two tapsets, ${other} and ${manifest.name}: use one of them`);
      }
      owners.set(name, manifest.name);
      host[name] = implementation;
    }
  }
  return host;
}
