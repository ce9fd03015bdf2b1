import { ConfigurationError } from "./configuration-error.js";
import { loadManifest } from "./load-manifest.js";
import type { Tapset, TapsetModule, TapsetScript } from "./tapset.js";

/** How a package's files are reached; paths are relative to its folder. Core itself does no I/O. */
export interface PackageReader {
  /** Throws when there is no such file. */
  readText(path: string): string;
  /** Imports a module and gives its namespace. */
  importModule(path: string): Promise<unknown>;
}

/**
 * The tapset of a package: its manifest is read and checked now, everything else when first needed. `origin` is what
 * messages call the manifest.
 * @throws ConfigurationError
 */
export function loadTapset(reader: PackageReader, origin = "tapset.json"): Tapset {
  const manifest = loadManifest(reader.readText("tapset.json"), origin);
  let scripts: readonly TapsetScript[] | undefined;
  const tapset: Tapset = {
    manifest,
    scripts: () => (scripts ??= manifest.scripts.map((path) => new PackageScript(manifest.name, path, reader))),
  };
  const { module } = manifest;
  if (module === undefined) return tapset;
  return { ...tapset, loadModule: async () => tapsetModule(await reader.importModule(module), manifest.name) };
}

class PackageScript implements TapsetScript {
  #text: string | undefined;

  constructor(
    readonly owner: string,
    readonly path: string,
    readonly reader: PackageReader,
  ) {}

  get name(): string {
    return `${this.owner}/${this.path}`;
  }

  get text(): string {
    return (this.#text ??= this.reader.readText(this.path));
  }
}

function tapsetModule(namespace: unknown, name: string): TapsetModule {
  const value = (namespace as { default?: Partial<TapsetModule> } | undefined)?.default;
  if (Array.isArray(value?.families) && Array.isArray(value.intrinsics) && typeof value.host === "object") {
    return value as TapsetModule;
  }
  throw new ConfigurationError(`tapset ${name}: its module's default export is no TapsetModule { families, intrinsics, host }`);
}
