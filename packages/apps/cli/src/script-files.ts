import type { ManifestSources, TapsetScript } from "@tapset/core";
import { parse, parseMacros, Source, type Diagnostic, type Macro, type ParseOptions } from "@tapset/language";

/** Files of a tapset, parsed together. */
export interface ParsedFiles {
  /** In the order given. */
  readonly files: ManifestSources["files"];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses `.stp` and `.stpm` files that belong together: the macros of the ones are known in the others. */
export function parseScriptFiles(scripts: readonly TapsetScript[], options: ParseOptions = {}): ParsedFiles {
  const macros = new Map<string, Macro>(options.macros);
  const diagnostics: Diagnostic[] = [];
  const libraries = new Map(
    scripts
      .filter(({ name }) => name.endsWith(".stpm"))
      .map(({ name, text }) => {
        const result = parseMacros(new Source(name, text), options);
        for (const [macro, definition] of result.macros) macros.set(macro, definition);
        diagnostics.push(...result.diagnostics);
        return [name, result.macros] as const;
      }),
  );
  const files = scripts.map(({ name, text }): ManifestSources["files"][number] => {
    const library = libraries.get(name);
    if (library !== undefined) return { path: name, macros: library };
    const result = parse(new Source(name, text), { ...options, macros });
    diagnostics.push(...result.diagnostics);
    return { path: name, script: result.script };
  });
  return { files, diagnostics };
}
