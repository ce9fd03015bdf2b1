import { type AliasDecl, type Diagnostic, type FunctionDecl, type ParseOptions, type ProbeDecl, Source, parse } from "@tapset/language";
import { type ScriptFile, aliasesOf } from "./alias.js";
import { ConfigurationError } from "./configuration-error.js";
import type { ManifestDeclarations } from "./manifest.js";
import type { Ownership } from "./ownership.js";
import { type LoadedTapset, type RegistryView, registryView } from "./registry-view.js";
import { type ScriptNames, namesIn, pointNames } from "./script-names.js";
import type { Tapset, TapsetModule, TapsetScript } from "./tapset.js";

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
  const loaded = [...tapsets.values()].flatMap((tapset) => loader.loaded.get(tapset)?.contents() ?? []);
  return registryView(loaded, manifests, loader.diagnostics);
}

/** A package in use, and those of its files that were needed so far. */
class LoadingTapset {
  readonly #files = new Map<number, ScriptFile>();
  readonly #scripts: readonly TapsetScript[];
  readonly #declarations: ReadonlyMap<string, ManifestDeclarations>;

  constructor(
    readonly tapset: Tapset,
    readonly module: TapsetModule | undefined,
  ) {
    this.#scripts = tapset.scripts();
    this.#declarations = new Map(tapset.manifest.declarations?.map((each) => [each.script, each]));
  }

  get files(): readonly ScriptFile[] {
    return [...this.#files].sort(([a], [b]) => a - b).map(([, file]) => file);
  }

  /** Parses the files that some names need, or all of them. */
  parse(names: ScriptNames | undefined, options: ParseOptions, diagnostics: Diagnostic[]): void {
    const { manifest } = this.tapset;
    for (const [index, script] of this.#scripts.entries()) {
      const declared = this.#declarations.get(manifest.scripts[index] ?? "");
      if (this.#files.has(index) || script.name.endsWith(".stpm")) continue;
      if (names !== undefined && declared !== undefined && !declaresAny(declared, names)) continue;
      const parsed = parse(new Source(script.name, script.text), options);
      this.#files.set(index, { name: script.name, owner: manifest.name, script: parsed.script });
      diagnostics.push(...parsed.diagnostics);
    }
  }

  contents(): LoadedTapset {
    return { manifest: this.tapset.manifest, module: this.module, files: this.files };
  }
}

class Loader {
  readonly loaded = new Map<Tapset, LoadingTapset>();
  /** Packages that a family may derive to points of: nobody knows which, so they are read whole. */
  readonly #whole = new Set<Tapset>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #visited = new Set<AliasDecl | FunctionDecl | ProbeDecl>();

  constructor(
    readonly tapsets: ReadonlyMap<string, Tapset>,
    readonly ownership: Ownership,
    readonly options: ParseOptions,
  ) {}

  async loadOwners(names: ScriptNames): Promise<void> {
    const { points, functions, variables } = names;
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
    const loading = await Promise.all(fresh.map(async (tapset) => new LoadingTapset(tapset, await tapset.loadModule?.())));
    for (const each of loading) this.loaded.set(each.tapset, each);
    for (const tapset of owners) {
      this.loaded.get(tapset)?.parse(this.#whole.has(tapset) ? undefined : names, this.options, this.diagnostics);
    }
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
    if (tapset.manifest.families.length > 0) this.#whole.add(tapset);
    for (const name of tapset.manifest.requires) {
      const required = this.tapsets.get(name);
      if (required === undefined) {
        throw new ConfigurationError(`tapset ${tapset.manifest.name} requires ${name}, which is not in use: install ${name}`);
      }
      if (tapset.loadModule === undefined) continue;
      this.#whole.add(required);
      this.#need(required, needed);
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
}

/** Whether a file has something that one of the names may mean. */
function declaresAny({ probes = [], functions = [], globals = [] }: ManifestDeclarations, names: ScriptNames): boolean {
  return (
    functions.some((name) => names.functions.has(name)) ||
    globals.some((name) => names.variables.has(name)) ||
    probes.some((alias) => names.points.some((point) => mayMatch(point, alias.split("."))))
  );
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
