import type { AliasDecl, ProbePoint } from "@tapset/language";
import { bodiesOf } from "./alias.js";
import { variablesWritten } from "./body-variables.js";
import { parseDocComment } from "./doc-comment.js";
import { isInternalName } from "./internal-name.js";
import type { Manifest, ManifestAddition, ManifestBackend, ManifestFamily, ManifestProbe, ManifestValue } from "./manifest.js";
import { PointSupply, type Supply } from "./point-supply.js";
import { pointText } from "./point-text.js";
import { pointNames } from "./script-names.js";
import type { ScalarType } from "./value-type.js";

/** A package's aliases: those it owns, and the backends it adds to others'. */
export interface DescribedAliases {
  readonly probes: readonly ManifestProbe[];
  readonly adds: readonly ManifestAddition[];
}

/** What the aliases are described from. */
export interface AliasSources {
  readonly aliases: readonly AliasDecl[];
  /** Globals of the package's own. */
  readonly globals: ReadonlySet<string>;
  readonly families: readonly ManifestFamily[];
  /** What the packages it requires offer. */
  readonly offered: readonly Manifest[];
  valueType(probe: string, value: string): ScalarType;
}

/** One of the points an alias lists, and what it gives. */
interface Listed {
  readonly point: ProbePoint;
  readonly supply: Supply;
  /** Names the declaration's own bodies give a value to. */
  readonly own: ReadonlySet<string>;
  /** Names the declaration itself says it has no value for. */
  readonly absent: ReadonlyMap<string, string>;
}

/**
 * Describes aliases, one entry for each name. A name that a required package owns is that package's: what is declared
 * here adds backends to it.
 */
export function describeAliases(sources: AliasSources, problems: string[]): DescribedAliases {
  const describer = new Describer(sources, problems);
  const byName = new Map<string, AliasDecl[]>();
  for (const declaration of sources.aliases) {
    for (const name of declaration.names) {
      const key = pointNames(name).join(".");
      byName.set(key, [...(byName.get(key) ?? []), declaration]);
    }
  }
  const probes: ManifestProbe[] = [];
  const adds: ManifestAddition[] = [];
  for (const [name, declarations] of byName) {
    const owner = isInternalName(name) ? undefined : sources.offered.find((manifest) => manifest.probes.some((probe) => probe.name === name));
    if (owner === undefined) probes.push(describer.ownProbe(name, declarations));
    else adds.push({ name, backends: describer.addedBackends(name, declarations, owner) });
  }
  return { probes, adds };
}

class Describer {
  readonly #supply: PointSupply;

  constructor(
    readonly sources: AliasSources,
    readonly problems: string[],
  ) {
    const { aliases, families, offered } = sources;
    const probes = offered.flatMap((manifest) => manifest.probes);
    this.#supply = new PointSupply(aliases, [...families, ...offered.flatMap((manifest) => manifest.families)], probes);
  }

  ownProbe(name: string, declarations: readonly AliasDecl[]): ManifestProbe {
    const [comment] = declarations.map(({ doc }) => parseDocComment(doc ?? ""));
    const { doc = "", context, values: documented = new Map<string, string>() } = comment ?? {};
    if (doc === "" && !isInternalName(name)) this.problems.push(`probe ${name}: say in a doc comment when it fires`);
    const listed = this.#listed(declarations);
    const values = [...documented].map(
      ([value, meaning]): ManifestValue => ({ name: value, type: this.#typeOf(name, value, listed), doc: meaning }),
    );
    const backends = listed.map((each) => describeBackend(each, values));
    for (const { name: value } of values) {
      if (backends.some((backend) => backend.values.includes(value))) continue;
      const isSaid = backends.length > 0 && backends.every((backend) => saysWhy(backend, value));
      this.problems.push(
        isSaid
          ? `probe ${name}: every backend calls '${value}' absent: leave it out of the doc comment`
          : `probe ${name}: nothing sets '${value}', which its doc comment promises`,
      );
    }
    this.#requireReasons(name, backends, values.filter((value) => backends.some((backend) => backend.values.includes(value.name))));
    return { name, doc, ...(context !== undefined && { context }), values, backends };
  }

  addedBackends(name: string, declarations: readonly AliasDecl[], owner: Manifest): readonly ManifestBackend[] {
    const values = owner.probes.find((probe) => probe.name === name)?.values ?? [];
    const listed = this.#listed(declarations);
    this.#requireKnownValues(name, listed, values, owner);
    for (const value of values) {
      const type = this.#typeOf(name, value.name, listed);
      if (type === value.type || !listed.some((each) => supplies(each, value.name))) continue;
      this.problems.push(`probe ${name}: its added backend sets '${value.name}' to a ${type}, which ${owner.name} documents as a ${value.type}`);
    }
    const backends = listed.map((each) => describeBackend(each, values));
    this.#requireReasons(name, backends, values);
    return backends;
  }

  #listed(declarations: readonly AliasDecl[]): readonly Listed[] {
    return declarations.flatMap((declaration) => {
      const own = variablesWritten(bodiesOf(declaration));
      const { absent } = parseDocComment(declaration.doc ?? "");
      for (const value of absent.keys()) {
        if (own.has(value)) this.problems.push(`probe ${textOf(declaration.names[0]!)}: its doc comment calls '${value}' absent, and it sets it`);
      }
      return declaration.points.map((point): Listed => ({ point, supply: this.#supply.of(point, new Set([declaration])), own, absent }));
    });
  }

  /** By a manifest that has it from elsewhere, else by inference. */
  #typeOf(name: string, value: string, listed: readonly Listed[]): ScalarType {
    const known = listed.map(({ supply }) => supply.values.get(value)).find((type) => type !== undefined);
    return known ?? this.sources.valueType(name, value);
  }

  /** Of each value that a backend lacks it must say why. */
  #requireReasons(name: string, backends: readonly ManifestBackend[], values: readonly ManifestValue[]): void {
    for (const { name: value } of values) {
      for (const backend of backends) {
        if (!backend.values.includes(value) && !saysWhy(backend, value)) this.problems.push(this.#unsaid(name, backend.point, value));
      }
    }
  }

  #unsaid(name: string, point: string, value: string): string {
    const isAlias = this.sources.aliases.some(({ names }) => names.some((each) => textOf(each) === point));
    const place = isAlias ? `the doc comment of probe ${point}` : `the doc comment of an alias of its own (probe __${name}.NAME = ${point} { … })`;
    return `probe ${name}: its backend ${point} doesn't set '${value}': set it, or say why it can't in ${place}: Absent: @${value}: REASON`;
  }

  /** What an added backend may set: the owner's values, and names that are its own business. */
  #requireKnownValues(name: string, listed: readonly Listed[], values: readonly ManifestValue[], owner: Manifest): void {
    const known = new Set([...values.map((value) => value.name), ...this.sources.globals, ...this.sources.offered.flatMap(({ globals }) => globals.map((each) => each.name))]);
    const set = new Set(listed.flatMap(({ own, supply }) => [...own, ...supply.written]));
    for (const value of set) {
      if (known.has(value) || isInternalName(value)) continue;
      this.problems.push(
        `probe ${name}: its added backend sets '${value}', which ${owner.name} doesn't document: call it '__${value}' if it's a variable of your own, or name a probe of your own that has it: probe NAME = ${name} { ${value} = … }`,
      );
    }
  }
}

function describeBackend(listed: Listed, documented: readonly ManifestValue[]): ManifestBackend {
  const { point, supply, absent } = listed;
  const values = documented.map(({ name }) => name).filter((name) => supplies(listed, name));
  const reasons = new Map([...absent, ...supply.absent]);
  const absences = documented.flatMap(({ name }) => {
    const reason = values.includes(name) ? undefined : reasons.get(name);
    return reason === undefined ? [] : [{ name, reason }];
  });
  return {
    point: textOf(point),
    ...(point.optional && { mark: point.sufficient ? "!" : "?" }),
    values,
    ...(absences.length > 0 && { absent: absences }),
    needs: [...supply.needs].sort(),
  };
}

function saysWhy({ absent = [] }: ManifestBackend, value: string): boolean {
  return absent.some(({ name }) => name === value);
}

function supplies({ supply, own }: Listed, value: string): boolean {
  return own.has(value) || supply.values.has(value);
}

/** A point without its mark and condition. */
function textOf({ components }: ProbePoint): string {
  return pointText(components.map(({ name, param }) => ({ name, literal: param?.value })));
}
