import { buildManifest, type ManifestSources, type Tapset, type TapsetModule, type TapsetScript } from "@tapset/core";
import { hasErrors, formatDiagnostic, type Macro, parse, parseMacros, Source } from "@tapset/language";

/** What a tapset is made of, before it is packed. */
export interface TapsetSources {
  /** The npm package. */
  readonly name: string;
  /** What the package's module exports by default. */
  readonly module?: TapsetModule;
  /** Its `.stp` and `.stpm` files; the name's ending tells which. */
  readonly scripts?: readonly TapsetScript[];
  /** Packages whose probes or functions the scripts use; tapsets where they add backends to the aliases of those. */
  readonly requires?: readonly (string | Tapset)[];
}

/**
 * A tapset straight from its sources, without a `tapset.json`: what a test changes takes effect at once.
 *
 * @throws Error when a script can't be parsed
 */
export function madeTapset({ name, module, scripts = [], requires = [] }: TapsetSources): Tapset {
  const path = "./module.js";
  const { manifest } = buildManifest({
    name,
    version: "0.0.0",
    summary: "",
    files: parseFiles(scripts),
    requires: requires.map((required) => (typeof required === "string" ? required : required.manifest.name)),
    offered: requires.flatMap((required) => (typeof required === "string" ? [] : [required.manifest])),
    ...(module && { module: { path, code: module } }),
    // Only packed manifests tell values' types; compiling infers them.
    valueType: () => "long",
  });
  return { manifest, scripts: () => scripts, ...(module && { loadModule: () => Promise.resolve(module) }) };
}

function parseFiles(scripts: readonly TapsetScript[]): ManifestSources["files"] {
  const macros = new Map<string, Macro>();
  const libraries = new Map(
    scripts.filter(({ name }) => name.endsWith(".stpm")).map(({ name, text }) => {
      const library = parseMacros(new Source(name, text)).macros;
      for (const [macro, definition] of library) macros.set(macro, definition);
      return [name, library] as const;
    }),
  );
  return scripts.map(({ name, text }) => {
    const library = libraries.get(name);
    if (library !== undefined) return { path: name, macros: library };
    const { script, diagnostics } = parse(new Source(name, text), { macros });
    if (hasErrors(diagnostics)) throw new Error(`parse ${name}:\n${diagnostics.map(formatDiagnostic).join("\n")}`);
    return { path: name, script };
  });
}
