import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ConfigurationError, buildManifest, loadComparedManifest, loadManifest, loadTapset, manifestChanges, printManifest, type Manifest, type TapsetModule } from "@tapset/core";
import { formatDiagnostic, hasErrors } from "@tapset/language";
import { aliasValueTypes } from "./alias-value-types.js";
import { CommandError, EXIT, type ExitStatus } from "./exit-status.js";
import { type ImportModule, packageReader } from "./package-reader.js";
import { readPackageSources, type PackageSources } from "./package-sources.js";
import { parseScriptFiles } from "./script-files.js";
import { printError, printOut } from "./standard-streams.js";
import { verbHint } from "./verb-table.js";

const MANIFEST = "tapset.json";

/**
 * `tapset pack [DIR] [--check]`: writes the manifest of the tapset package in DIR (here, when it's left out) from its
 * sources. With `--check` nothing is written, and the status is 1 when the manifest there says something else.
 *
 * @throws CommandError when the package can't be packed, with everything there is to mend
 */
export async function pack(argv: readonly string[], importModule: ImportModule): Promise<ExitStatus> {
  const { folder, check } = parsePackArguments(argv);
  const manifest = await manifestOf(readPackageSources(folder), importModule);
  const path = join(folder, MANIFEST);
  const shown = relative(process.cwd(), path);
  const committed = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  const current = printManifest(manifest);
  if (committed === current) return EXIT.ok;
  if (!check) {
    writeFileSync(path, current);
    printOut(`wrote ${shown}\n`);
    return EXIT.ok;
  }
  printError(`stale: ${shown}: ${changesFrom(committed, manifest).join(", ")}: run tapset pack\n`);
  return EXIT.script;
}

function parsePackArguments(argv: readonly string[]): { readonly folder: string; readonly check: boolean } {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: { check: { type: "boolean" } }, allowPositionals: true });
    if (positionals.length > 1) throw new Error("one folder at a time");
    return { folder: resolve(positionals[0] ?? "."), check: values.check === true };
  } catch (cause) {
    throw new CommandError(EXIT.usage, `pack: ${(cause as Error).message}`, [verbHint("pack")]);
  }
}

/** The manifest of a package, checked as loading it will. */
async function manifestOf(sources: PackageSources, importModule: ImportModule): Promise<Manifest> {
  const { name, version, summary, module: path } = sources;
  const { files, diagnostics } = parseScriptFiles(sources.scripts);
  if (hasErrors(diagnostics)) throw refusal(name, diagnostics.map(formatDiagnostic));
  const code = path === undefined ? undefined : await importCode(sources, path, importModule);
  const offered = [...sources.requires.values()].map((folder) => loadTapset(packageReader(folder, importModule), join(folder, MANIFEST)).manifest);
  const types = aliasValueTypes(files, code, offered);
  const { manifest, problems } = buildManifest({
    name,
    version,
    summary,
    files,
    requires: [...sources.requires.keys()],
    offered,
    ...(path !== undefined && code !== undefined && { module: { path, code } }),
    valueType: (probe, value) => types.of(probe, value),
  });
  const all = [...problems, ...types.problems()];
  if (all.length > 0) throw refusal(name, all, sources.missing);
  return loadManifest(printManifest(manifest), MANIFEST);
}

/** The package's code, imported through a manifest that promises nothing yet. */
async function importCode({ folder, name, version, summary }: PackageSources, path: string, importModule: ImportModule): Promise<TapsetModule> {
  const { manifest } = buildManifest({ name, version, summary, files: [], requires: [], valueType: () => "long" });
  const reader = { ...packageReader(folder, importModule), readText: () => printManifest({ ...manifest, module: path }) };
  const code = await loadTapset(reader).loadModule?.();
  if (code === undefined) throw new CommandError(EXIT.script, `pack ${name}: its module ${path} exports nothing`);
  return code;
}

/** `missing`: packages it asks for that aren't installed, so that what they have can't be known. */
function refusal(name: string, problems: readonly string[], missing: readonly string[] = []): CommandError {
  if (missing.length > 0) return new CommandError(EXIT.script, `pack ${name}: not installed, of its peerDependencies: ${missing.join(", ")}`, ["run npm install in the package's folder"]);
  return new CommandError(EXIT.script, `pack ${name}: mend this first:\n${problems.join("\n")}`);
}

/** What is stale in a committed manifest. */
function changesFrom(committed: string | undefined, current: Manifest): readonly string[] {
  if (committed === undefined) return ["it doesn't exist"];
  try {
    const changes = manifestChanges(loadComparedManifest(committed, "it"), current).map(({ text }) => text);
    return changes.length > 0 ? changes : ["its layout has changed"];
  } catch (error) {
    if (error instanceof ConfigurationError) return [error.message];
    throw error;
  }
}
