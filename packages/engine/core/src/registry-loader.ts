import { type AliasDecl, type Diagnostic, type FunctionDecl, type ParseOptions, type ProbeDecl, Source, parse } from "@tapset/language";
import { type ScriptFile, aliasesOf } from "./alias.js";
import { ConfigurationError } from "./configuration-error.js";
import type { Ownership } from "./ownership.js";
import { type LoadedTapset, type RegistryView, registryView } from "./registry-view.js";
import { type ScriptNames, namesIn, pointNames } from "./script-names.js";
import type { Tapset } from "./tapset.js";

/**
 * Loads the tapsets some names need, in waves: the owners of the names, then the owners of what the aliases and
 * functions reached so far name themselves, until nothing is new.
 */
export async function loadTapsets(
  tapsets: ReadonlyMap<string, Tapset>,
  ownership: Ownership,
  names: ScriptNames,
  options: ParseOptions,
): Promise<RegistryView> {
  const loader = new Loader(tapsets, ownership, options);
  for (let wave: ScriptNames | undefined = names; wave !== undefined; wave = loader.reachedBy(wave)) {
    await loader.loadOwners(wave);
  }
  const manifests = [...tapsets.values()].map(({ manifest }) => manifest);
  // In the order of use, whatever the order of loading: listings and overloads depend on it.
  const loaded = [...tapsets.values()].flatMap((tapset) => loader.loaded.get(tapset) ?? []);
  return registryView(loaded, manifests, loader.diagnostics);
}

class Loader {
  readonly loaded = new Map<Tapset, LoadedTapset>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #visited = new Set<AliasDecl | FunctionDecl | ProbeDecl>();

  constructor(
    readonly tapsets: ReadonlyMap<string, Tapset>,
    readonly ownership: Ownership,
    readonly options: ParseOptions,
  ) {}

  async loadOwners({ points, functions, variables }: ScriptNames): Promise<void> {
    const owners = new Set<Tapset>();
    for (const [first] of points) {
      for (const owner of this.ownership.beginningWith(first ?? "")) this.#need(owner, owners);
    }
    for (const [alias, adders] of this.ownership.additions) {
      if (!points.some((point) => mayMatch(point, alias.split(".")))) continue;
      for (const adder of adders) this.#needAdder(adder, alias, owners);
    }
    for (const name of functions) this.#need(this.ownership.owner("function", name), owners);
    for (const name of variables) this.#need(this.ownership.owner("global", name), owners);
    const fresh = [...owners].filter((tapset) => !this.loaded.has(tapset));
    const loaded = await Promise.all(fresh.map((tapset) => this.#load(tapset)));
    for (const [index, tapset] of fresh.entries()) this.loaded.set(tapset, loaded[index]!);
  }

  /**
   * What the declarations that some names reach name in turn, and the probes in the files of those declarations; undefined
   * when all of them were visited before.
   */
  reachedBy({ points, functions, variables }: ScriptNames): ScriptNames | undefined {
    const reached: (AliasDecl | FunctionDecl | ProbeDecl)[] = [];
    const visit = (declaration: AliasDecl | FunctionDecl | ProbeDecl): void => {
      if (this.#visited.has(declaration)) return;
      this.#visited.add(declaration);
      reached.push(declaration);
    };
    for (const { files } of this.loaded.values()) {
      for (const file of files) {
        const aliases = aliasesOf(file).filter(({ name }) => points.some((point) => mayMatch(point, pointNames(name))));
        const called = file.script.items.filter((item) => item.kind === "FunctionDecl").filter(({ name }) => functions.has(name));
        for (const declaration of [...aliases.map((alias) => alias.declaration), ...called]) visit(declaration);
        const hasGlobal = file.script.items.some((item) => item.kind === "GlobalDecl" && item.entries.some(({ name }) => variables.has(name)));
        if (aliases.length === 0 && called.length === 0 && !hasGlobal) continue;
        for (const item of file.script.items) {
          if (item.kind === "ProbeDecl") visit(item);
        }
      }
    }
    return reached.length === 0 ? undefined : namesIn(...reached);
  }

  /** Adds a package, and those it requires when it has code: families may derive to points of theirs. */
  #need(tapset: Tapset | undefined, needed: Set<Tapset>): void {
    if (tapset === undefined || needed.has(tapset)) return;
    needed.add(tapset);
    for (const name of tapset.manifest.requires) {
      const required = this.tapsets.get(name);
      if (required === undefined) {
        throw new ConfigurationError(`tapset ${tapset.manifest.name} requires ${name}, which is not in use: install ${name}`);
      }
      if (tapset.loadModule !== undefined) this.#need(required, needed);
    }
  }

  /** Adds a package that has backends for an alias in use. */
  #needAdder(adder: Tapset, alias: string, needed: Set<Tapset>): void {
    this.#need(adder, needed);
    const { name, requires } = adder.manifest;
    const owner = this.ownership.owner("probe point", alias)?.manifest.name;
    if (owner !== undefined && requires.includes(owner)) return;
    const reason = owner === undefined ? "no tapset in use has" : `${owner} has, a package it doesn't require`;
    throw new ConfigurationError(`tapset ${name} adds a backend to probe ${alias}, which ${reason}: update ${name}, or don't use it`);
  }

  async #load(tapset: Tapset): Promise<LoadedTapset> {
    const module = await tapset.loadModule?.();
    const files: ScriptFile[] = [];
    for (const { name, text } of tapset.scripts()) {
      if (name.endsWith(".stpm")) continue;
      const { script, diagnostics } = parse(new Source(name, text), this.options);
      files.push({ name, owner: tapset.manifest.name, script });
      this.diagnostics.push(...diagnostics);
    }
    return { manifest: tapset.manifest, module, files };
  }
}

/** Whether a written point can match an alias, as far as plain names tell: what is loaded in vain costs only time. */
function mayMatch(written: readonly string[], alias: readonly string[]): boolean {
  for (const [index, name] of alias.entries()) {
    const component = written[index];
    if (component === undefined) return false;
    if (component.includes("**")) return true;
    if (component !== name && !component.includes("*")) return false;
  }
  return true;
}
