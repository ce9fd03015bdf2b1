import { isInternalName, type Manifest, type ManifestFunction, type ManifestValue } from "@tapset/core";

/**
 * What a tapset offers as Markdown tables, for its README: probe points with the values their handlers can read,
 * functions, globals and macros; internal ones are nobody's business. A package's test compares its README with them.
 */
export function manifestTables({ families, probes, functions, globals, macros }: Manifest): readonly string[] {
  const patterns = families.flatMap((family) => family.patterns);
  const offered = probes.filter(({ name }) => !isInternalName(name));
  const sections: readonly string[][] = [
    table(["probe point", "fires"], [...patterns.map(({ form, doc }) => [code(form), doc]), ...offered.map(({ name, doc }) => [code(name), doc])]),
    table(
      ["value", "of", "meaning"],
      [
        ...patterns.flatMap(({ form, variables }) => variables.map((value) => valueRow(value, form))),
        ...offered.flatMap(({ name, values }) => values.map((value) => valueRow(value, name))),
      ],
    ),
    table(["function", "gives"], functions.filter(({ name }) => !isInternalName(name)).map((row) => [code(functionHead(row)), row.doc])),
    table(["global", "meaning"], globals.filter(({ name }) => !isInternalName(name)).map(({ name, doc }) => [code(name), doc])),
    table(["macro", "meaning"], macros.filter(({ name }) => !isInternalName(name.slice(1))).map(({ name, doc }) => [code(name), doc])),
  ];
  return sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
}

/** No rows, no table. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`);
}

function valueRow({ name, type, doc }: ManifestValue, owner: string): readonly string[] {
  return [code(`${name}:${type}`), code(owner), doc];
}

/** `substr:string (str:string, start:long)`; nothing after the name where nothing is given. */
function functionHead({ name, parameters, returns }: ManifestFunction): string {
  const list = parameters.map((parameter) => `${parameter.name}:${parameter.type}`).join(", ");
  return `${name}${returns === "void" ? "" : `:${returns}`} (${list})`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  // A description's first line is no sentence.
  return text.replace(/([^.])\n\n/g, "$1. ").replace(/\s+/g, " ").replaceAll("|", "\\|");
}
