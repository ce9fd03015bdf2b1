import { type FunctionDecl, type GlobalDecl, type Macros, type Script, type Span, walk } from "@tapset/language";
import { describeAliases } from "./describe-aliases.js";
import { type DocComment, parseDocComment } from "./doc-comment.js";
import { isInternalName } from "./internal-name.js";
import { CONTRACT_VERSION } from "./manifest.js";
import type {
  Manifest,
  ManifestFamily,
  ManifestFunction,
  ManifestName,
  ManifestPattern,
  ManifestValue,
} from "./manifest.js";
import { patternForm } from "./point-text.js";
import type { Pattern } from "./probe-family.js";
import { scriptDeclarations } from "./script-declarations.js";
import type { TapsetModule } from "./tapset.js";
import type { ScalarType } from "./value-type.js";

/** What a manifest is built from. */
export interface ManifestSources {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  /** The package's code, and the path of its module. */
  readonly module?: { readonly path: string; readonly code: TapsetModule };
  /** Its parsed files, in the order they are read. */
  readonly files: readonly (
    | { readonly path: string; readonly script: Script }
    | { readonly path: string; readonly macros: Macros }
  )[];
  readonly requires: readonly string[];
  /** The manifests of the packages it requires: aliases they own are theirs, and the package adds backends to them. */
  readonly offered?: readonly Manifest[];
  /** The type inference gave an alias's value. */
  valueType(probe: string, value: string): ScalarType;
}

/** A manifest, and what must be mended in the sources before it is right. */
export interface BuiltManifest {
  readonly manifest: Manifest;
  /** Each a sentence that names the place. */
  readonly problems: readonly string[];
}

/** Where the schema is published; editors read it from the manifest. */
const SCHEMA = "https://github.com/tapset/tapset/blob/main/schemas/tapset-manifest.schema.json";

/** The manifest of a package, from its sources. The same sources give the same manifest, key order and all. */
export function buildManifest(sources: ManifestSources): BuiltManifest {
  const problems: string[] = [];
  const scripts = sources.files.flatMap((file) => ("script" in file ? [file.script] : []));
  const libraries = sources.files.flatMap((file) => ("macros" in file ? [file.macros] : []));
  const items = scripts.flatMap((script) => script.items);
  const declarations = sources.files.flatMap((file) => ("script" in file ? (scriptDeclarations(file.path, file.script) ?? []) : []));
  const code = sources.module?.code;
  const families = (code?.families ?? []).map(
    ({ name, patterns }): ManifestFamily => ({ name, patterns: patterns.map((pattern) => describePattern(pattern, problems)) }),
  );
  const globals = items.filter((item) => item.kind === "GlobalDecl");
  const { probes, adds } = describeAliases(
    {
      aliases: items.filter((item) => item.kind === "AliasDecl"),
      globals: new Set(globals.flatMap(({ entries }) => entries.map(({ name }) => name))),
      families,
      offered: sources.offered ?? [],
      valueType: (probe, value) => sources.valueType(probe, value),
    },
    problems,
  );
  const manifest: Manifest = {
    $schema: SCHEMA,
    contract: CONTRACT_VERSION,
    name: sources.name,
    version: sources.version,
    summary: sources.summary,
    families,
    ...(sources.module && { module: sources.module.path }),
    scripts: sources.files.map(({ path }) => path),
    ...(declarations.length > 0 && { declarations }),
    probes,
    ...(adds.length > 0 && { adds }),
    functions: [
      ...(code?.intrinsics ?? []).map(({ name, parameters, returns, doc, needs }): ManifestFunction => ({
        ...{ name, parameters, returns, doc },
        ...(needs !== undefined && needs.length > 0 && { needs }),
      })),
      ...items
        .filter((item) => item.kind === "FunctionDecl")
        .filter((item) => !item.private)
        .map((item) => describeFunction(item, problems)),
    ],
    globals: globals.flatMap(describeGlobals),
    macros: libraries.flatMap((macros) => [...macros.values()].map(({ name, span }): ManifestName => ({ name, doc: parsed(commentBefore(span, "@define")).doc }))),
    requires: [...sources.requires].sort(),
  };
  return { manifest, problems };
}

/** A manifest as `tapset.json` has it. */
export function printManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function describePattern(pattern: Pattern, problems: string[]): ManifestPattern {
  const form = patternForm(pattern);
  for (const [index, component] of pattern.components.entries()) {
    if (!component.names) continue;
    const { name } = component;
    if (index === 0) problems.push(`${form}: the first component must be one word: packages are found by it`);
    else if (!/^[A-Z][A-Z0-9_]*$/.test(name)) {
      problems.push(`${form}: write '${name}' in capitals: it stands for many words`);
    }
  }
  const variables = (pattern.variables ?? []).map(({ name, type, doc }): ManifestValue => ({ name, type, doc }));
  const { doc, needs, ways } = pattern;
  return { form, doc, variables, ...(needs !== undefined && { needs }), ...(ways !== undefined && { ways }) };
}

function describeFunction(declaration: FunctionDecl, problems: string[]): ManifestFunction {
  const comment = parsed(declaration.doc);
  const { name } = declaration;
  if (comment.doc === "" && !isInternalName(name)) problems.push(`function ${name}: say in a doc comment what it gives`);
  if (declaration.returns === undefined && returnsValue(declaration)) {
    problems.push(`function ${name}: declare the type it returns, as in 'function ${name}:long'`);
  }
  const parameters = declaration.params.map((parameter) => {
    if (parameter.type === undefined) {
      problems.push(`function ${name}: declare the type of parameter '${parameter.name}', as in '${parameter.name}:long'`);
    }
    const doc = comment.values.get(parameter.name);
    return { name: parameter.name, type: parameter.type ?? "long", ...(doc !== undefined && { doc }) };
  });
  return { name, parameters, returns: declaration.returns ?? "void", doc: comment.doc };
}

function returnsValue({ body }: FunctionDecl): boolean {
  let found = false;
  walk(body, (node) => {
    if (node.kind === "Return" && node.value !== undefined) found = true;
  });
  return found;
}

function describeGlobals(declaration: GlobalDecl): ManifestName[] {
  if (declaration.private) return [];
  const { doc, values } = parsed(commentBefore(declaration.span));
  return declaration.entries.map(({ name }) => ({ name, doc: values.get(name) ?? doc }));
}

/** The documentation comment in front of a place, or of the word before it: the tree keeps those of aliases and functions only. */
function commentBefore({ source, start }: Span, word = ""): string | undefined {
  const before = source.text.slice(0, start).trimEnd();
  if (!before.endsWith(word)) return undefined;
  return /\/\*\*(?:[^*]|\*(?!\/))*\*\/$/.exec(before.slice(0, before.length - word.length).trimEnd())?.[0];
}

function parsed(comment: string | undefined): DocComment {
  return parseDocComment(comment ?? "");
}
