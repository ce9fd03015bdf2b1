import type { Manifest, ManifestBackend, ManifestPattern, ManifestProbe } from "@tapset/core";
import { parseProbePoints, Source, type ProbePoint } from "@tapset/language";

/** What a point can be, by the manifests. */
export interface FormIndex {
  /** The form or the alias that a written point is one of. */
  find(point: string): { readonly pattern?: ManifestPattern; readonly alias?: ManifestProbe };
  /** The backends that packages add to an alias of another's. */
  addedTo(alias: string): readonly ManifestBackend[];
}

/** A component of a form: its word, undefined for one that stands for many, and the type of its literal. */
interface FormComponent {
  readonly name: string | undefined;
  readonly literal: string | undefined;
}

/** Indexes the forms and aliases of some manifests, to match points without the code that would know every word. */
export function indexForms(manifests: readonly Manifest[]): FormIndex {
  const patterns = manifests
    .flatMap(({ families }) => families.flatMap((family) => family.patterns))
    .map((pattern) => ({ pattern, components: pattern.form.split(".").map(parseComponent) }));
  const aliases = new Map(manifests.flatMap(({ probes }) => probes.map((probe) => [probe.name, probe] as const)));
  return {
    addedTo: (name) => manifests.flatMap(({ adds = [] }) => adds.filter((addition) => addition.name === name).flatMap(({ backends }) => backends)),
    find(text) {
      const { points } = parseProbePoints(new Source("<manifest>", text));
      const [point] = points;
      if (point === undefined) return {};
      const pattern = patterns.find(({ components }) => fits(components, point))?.pattern;
      if (pattern !== undefined) return { pattern };
      const alias = aliasOf(point, aliases);
      return alias === undefined ? {} : { alias };
    },
  };
}

/** `ms(number)`; a word in capitals stands for many. */
function parseComponent(text: string): FormComponent {
  const [, name = text, literal] = /^(\w+)\((\w+)\)$/.exec(text) ?? [];
  return { name: /^[A-Z][A-Z0-9_]*$/.test(name) ? undefined : name, literal };
}

function fits(components: readonly FormComponent[], point: ProbePoint): boolean {
  return components.length === point.components.length && components.every(({ name, literal }, index) => {
    const written = point.components[index];
    if (written === undefined) return false;
    const { param } = written;
    const type = param === undefined ? undefined : param.kind === "StringLiteral" ? "string" : "number";
    return type === literal && (name === undefined || written.name.includes("*") || written.name === name);
  });
}

/** What follows an alias's name goes to what it stands for. */
function aliasOf({ components }: ProbePoint, aliases: ReadonlyMap<string, ManifestProbe>): ManifestProbe | undefined {
  for (let length = components.length; length > 0; length--) {
    const alias = aliases.get(components.slice(0, length).map(({ name }) => name).join("."));
    if (alias !== undefined) return alias;
  }
  return undefined;
}
