import { type Diagnostic, type Macros, type ParseOptions, Source, parseMacros } from "@tapset/language";
import { ConfigurationError } from "./configuration-error.js";
import { requireContract } from "./load-manifest.js";
import { Ownership } from "./ownership.js";
import { loadTapsets } from "./registry-loader.js";
import type { RegistryView } from "./registry-view.js";
import type { ScriptNames } from "./script-names.js";
import type { Tapset } from "./tapset.js";

/** What {@link Registry.use} takes: a tapset, or a list of them (a preset), nested at will. */
export type Usable = Tapset | readonly Usable[];

/** Macros of the tapsets in use, and what is wrong with their files. */
export interface RegistryMacros {
  readonly macros: Macros;
  readonly diagnostics: readonly Diagnostic[];
}

/** The tapsets a compilation may draw on. Make one with {@link registry}. */
export interface Registry {
  /**
   * Adds tapsets; the same one twice is one.
   * @throws ConfigurationError when two packages own one probe point, function, global or macro, when one package
   * comes in two versions or for another contract version, and after the first compile.
   */
  use(...usables: readonly Usable[]): Registry;
  /** What is in use, in order. */
  readonly tapsets: readonly Tapset[];
  /** The macros scripts may use. Freezes the registry. */
  macros(options?: ParseOptions): RegistryMacros;
  /**
   * Loads what some names need, and no more: the modules and scripts of their owners, and of the owners of what those
   * reach. `options` are those the script was parsed with; the tapsets' scripts know the tapsets' macros. Freezes the registry.
   * @throws ConfigurationError when a package doesn't keep what its manifest promises, or one it requires isn't in use.
   */
  load(names: ScriptNames, options?: ParseOptions): Promise<RegistryView>;
}

/** A new, empty registry. */
export function registry(): Registry {
  return new OpenRegistry();
}

class OpenRegistry implements Registry {
  readonly #tapsets = new Map<string, Tapset>();
  readonly #ownership = new Ownership();
  #frozen = false;

  get tapsets(): readonly Tapset[] {
    return [...this.#tapsets.values()];
  }

  use(...usables: readonly Usable[]): this {
    if (this.#frozen) {
      throw new ConfigurationError("use: the registry is frozen since its first compile: make a new one with registry() and use the tapset there");
    }
    for (const usable of usables) {
      if (isList(usable)) this.use(...usable);
      else this.#add(usable);
    }
    return this;
  }

  macros(options: ParseOptions = {}): RegistryMacros {
    this.#frozen = true;
    const macros = new Map<string, Macros extends ReadonlyMap<string, infer M> ? M : never>();
    const diagnostics: Diagnostic[] = [];
    for (const tapset of this.#tapsets.values()) {
      if (tapset.manifest.macros.length === 0) continue;
      for (const { name, text } of tapset.scripts()) {
        if (!name.endsWith(".stpm")) continue;
        const result = parseMacros(new Source(name, text), options);
        for (const [macro, definition] of result.macros) macros.set(macro, definition);
        diagnostics.push(...result.diagnostics);
      }
    }
    return { macros, diagnostics };
  }

  load(names: ScriptNames, options: ParseOptions = {}): Promise<RegistryView> {
    const { macros } = this.macros(options);
    return loadTapsets(this.#tapsets, this.#ownership, names, { ...options, macros });
  }

  #add(tapset: Tapset): void {
    const { name, version } = tapset.manifest;
    requireContract(tapset.manifest);
    const known = this.#tapsets.get(name);
    if (known !== undefined) {
      if (known.manifest.version === version) return;
      throw new ConfigurationError(`tapset ${name} is in use in two versions, ${known.manifest.version} and ${version}: use one of them`);
    }
    this.#ownership.add(tapset);
    this.#tapsets.set(name, tapset);
  }
}

function isList(usable: Usable): usable is readonly Usable[] {
  return Array.isArray(usable);
}
