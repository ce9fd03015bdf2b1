import {
  aliasesOf,
  literalType,
  patternForm,
  pointNames,
  PointSupply,
  type Alias,
  type ContextVariable,
  type DerivedProbe,
  type Intrinsic,
  type Manifest,
  type ManifestFamily,
  type ManifestFunction,
  type ManifestSources,
  type Match,
  type Pattern,
  type ProbeFamily,
  type RegistryView,
  type ScalarType,
  type ScriptFile,
  type Supply,
  type TapsetModule,
  unknownTarget,
} from "@tapset/core";
import { aliasValues, type AliasValues } from "./alias-values.js";

/** The types of the values a package's aliases set. */
export interface AliasValueTypes {
  /** Type of a value that an alias sets. */
  of(probe: string, value: string): ScalarType;
  /** What keeps values without a type, each a sentence. */
  problems(): readonly string[];
}

/**
 * Infers the types of aliases' values. A manifest must be the same wherever it's packed, so no machine is asked: any
 * probe point an alias stands for counts as one that gives whatever the alias reads.
 *
 * @param code The package's own.
 * @param offered Manifests of the packages it requires, whose functions it may call and whose probes' values it may read.
 */
export function aliasValueTypes(
  files: ManifestSources["files"],
  code: TapsetModule | undefined,
  offered: readonly Manifest[],
): AliasValueTypes {
  const scripts = files.flatMap((file): ScriptFile[] => ("script" in file ? [{ name: file.path, owner: "", script: file.script }] : []));
  const view = packageView(scripts, code, offered);
  const byProbe = new Map<string, AliasValues>();
  const problems: string[] = [];
  const valuesOf = (probe: string): AliasValues => {
    const known = byProbe.get(probe);
    if (known !== undefined) return known;
    const values = aliasValues(probe, view, unknownTarget);
    byProbe.set(probe, values);
    // Most of what is wrong nowhere is right on some machine; a function that isn't known is wrong everywhere.
    for (const { id, message } of values.diagnostics) {
      if (id === "undefined-function") problems.push(`probe ${probe}: ${message}: name its package among the peerDependencies`);
    }
    return values;
  };
  return {
    of: (probe, value) => {
      // What only a kernel's types could tell (@cast) is a number.
      return valuesOf(probe).types.get(value) ?? "long";
    },
    problems: () => problems,
  };
}

/** What the aliases can draw on, with one family in place of all others. */
function packageView(files: readonly ScriptFile[], code: TapsetModule | undefined, offered: readonly Manifest[]): RegistryView {
  const aliases = files.flatMap((file) => aliasesOf(file));
  const items = files.flatMap((file) => file.script.items.map((declaration) => ({ declaration, file })));
  const intrinsics = [...(code?.intrinsics ?? []), ...offered.flatMap(({ functions }) => functions.map(signature))];
  return {
    families: [anyFamily(aliases, plainValues(code, offered))],
    aliases,
    files,
    functions: (name) =>
      items.flatMap(({ declaration, file }) => (declaration.kind === "FunctionDecl" && declaration.name === name ? [{ declaration, file }] : [])),
    global: (name) =>
      items
        .flatMap(({ declaration, file }) => (declaration.kind === "GlobalDecl" ? declaration.entries.map((entry) => ({ declaration, entry, file })) : []))
        .find(({ entry }) => entry.name === name),
    intrinsics: (name) => intrinsics.filter((row) => row.name === name),
    host: {},
    owner: (family) => family.name,
    manifests: offered,
    diagnostics: [],
  };
}

/** A function of another package, of which only the manifest is at hand. */
function signature({ name, parameters, returns, doc }: ManifestFunction): Intrinsic {
  const row = { name, parameters, doc, purity: "effect" } as const;
  const lower: () => never = () => {
    throw new Error(`${name}: a signature has no code`);
  };
  return returns === "void" ? { ...row, returns, lower } : { ...row, returns, lower };
}

/** The plain names that points outside the package give their handlers, with their types. */
function plainValues(code: TapsetModule | undefined, offered: readonly Manifest[]): PointSupply {
  const own = (code?.families ?? []).map(({ name, patterns }): ManifestFamily => ({
    name,
    patterns: patterns.map((pattern) => ({ form: patternForm(pattern), doc: "", variables: pattern.variables ?? [] })),
  }));
  return new PointSupply([], [...own, ...offered.flatMap(({ families }) => families)], offered.flatMap(({ probes }) => probes));
}

/** Offers every point the aliases stand for that is none of them itself. */
function anyFamily(aliases: readonly Alias[], supply: PointSupply): ProbeFamily {
  const own = aliases.map(({ name }) => pointNames(name));
  const points = aliases
    .flatMap(({ declaration }) => declaration.points)
    .filter((point) => !own.some((words) => words.every((word, index) => point.components[index]?.name === word)));
  const values = new Map(
    points.map((point): [Pattern, Supply["values"]] => {
      const components = point.components.map(({ name, param }) => {
        const literal = literalType(param);
        return { name: name.replace(/\*+/g, "any"), ...(literal !== undefined && { literal }) };
      });
      return [{ doc: "", components }, supply.of(point).values];
    }),
  );
  return { name: "any", patterns: [...values.keys()], derive: (match) => ({ kind: "probes", probes: [anyProbe(match, values.get(match.pattern))] }) };
}

function anyProbe({ text }: Match, values: Supply["values"] = new Map()): DerivedProbe {
  return {
    point: text,
    site: { where: "session", phase: "never", order: 0 },
    scope: { lookup: (name) => anyVariable(name, values), list: () => [] },
    needs: [],
    entry: { where: "kernel", program: { type: "RAW_TRACEPOINT" }, attach: { kind: "none" } },
  };
}

/** `$x` is a number, a group such as `$$parms` is text, and a plain name is what manifests say the point gives. */
function anyVariable(name: string, values: Supply["values"]): ContextVariable | undefined {
  const isTarget = name.startsWith("$") || name.startsWith("@");
  const type = isTarget ? (name.startsWith("$$") ? "string" : "long") : values.get(name);
  if (type === undefined) return undefined;
  return { name, doc: "", type, load: (builder) => (type === "string" ? builder.text("") : builder.constant(0)) };
}
