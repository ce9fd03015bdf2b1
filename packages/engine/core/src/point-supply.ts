import type { AliasDecl, ProbePoint } from "@tapset/language";
import { bodiesOf } from "./alias.js";
import { variablesWritten } from "./body-variables.js";
import { parseDocComment } from "./doc-comment.js";
import type { FeatureName } from "./features.js";
import type { ManifestFamily, ManifestProbe } from "./manifest.js";
import { matchesNames } from "./matching.js";
import { pointNames } from "./script-names.js";
import type { ScalarType } from "./value-type.js";

/** What a probe point gives the bodies around it, as far as sources and manifests tell: no target is asked. */
export interface Supply {
  /** Plain names that have a value, each with its type where a manifest gives it. */
  readonly values: ReadonlyMap<string, ScalarType | undefined>;
  /** Names that the aliases on the way say they have no value for, and why. */
  readonly absent: ReadonlyMap<string, string>;
  /** What it can't do without. */
  readonly needs: ReadonlySet<FeatureName>;
  /** Names that bodies of the package's own aliases on the way give a value to. */
  readonly written: ReadonlySet<string>;
}

const NOTHING: Supply = { values: new Map(), absent: new Map(), needs: new Set(), written: new Set() };

/** What a written point can mean: a form's or a name's words, and what it gives then. */
interface Meaning {
  readonly words: readonly string[];
  /** Whether further words may follow, which go to the points it stands for. */
  readonly takesSuffix: boolean;
  supply(open: ReadonlySet<AliasDecl>): Supply;
}

/** Tells what points supply, out of a package's own aliases and families and what the packages it requires offer. */
export class PointSupply {
  readonly #meanings: readonly Meaning[];

  constructor(aliases: readonly AliasDecl[], families: readonly ManifestFamily[], probes: readonly ManifestProbe[]) {
    this.#meanings = [
      ...aliases.flatMap((declaration) =>
        declaration.names.map((name): Meaning => ({ words: pointNames(name), takesSuffix: true, supply: (open) => this.#ofAlias(declaration, open) })),
      ),
      ...probes.map(({ name, values }): Meaning => ({
        words: name.split("."),
        takesSuffix: true,
        supply: () => ({ ...NOTHING, values: new Map(values.map((value) => [value.name, value.type])) }),
      })),
      ...families.flatMap(({ patterns }) => patterns).map(({ form, variables, needs }): Meaning => ({
        words: form.replace(/\([^)]*\)/g, "").split("."),
        takesSuffix: false,
        supply: () => ({
          ...NOTHING,
          values: new Map(variables.filter(({ name }) => !name.startsWith("$")).map(({ name, type }) => [name, type])),
          needs: new Set(needs),
        }),
      })),
    ];
  }

  /** What a point gives. `open`: declarations that are being looked into. */
  of(point: ProbePoint, open: ReadonlySet<AliasDecl> = new Set()): Supply {
    const written = pointNames(point);
    const full = this.#meanings.filter(({ words }) => matchesForm(written, words));
    const begun = this.#meanings.filter(({ words, takesSuffix }) => takesSuffix && matchesForm(written.slice(0, words.length), words));
    const longest = Math.max(...begun.map(({ words }) => words.length));
    const meanings = full.length > 0 ? full : begun.filter(({ words }) => words.length === longest);
    return together(meanings.map((meaning) => meaning.supply(open)));
  }

  #ofAlias(declaration: AliasDecl, open: ReadonlySet<AliasDecl>): Supply {
    if (open.has(declaration)) return NOTHING;
    const { points } = declaration;
    const inner = points.map((point) => this.of(point, new Set([...open, declaration])));
    // Of alternatives the one is taken that has what is read.
    const { values, absent, needs, written } = points.some(({ sufficient }) => sufficient) ? alternatives(inner) : together(inner);
    const own = variablesWritten(bodiesOf(declaration));
    return {
      values: new Map([...values, ...[...own].map((name) => [name, values.get(name)] as const)]),
      absent: new Map([...absent, ...parseDocComment(declaration.doc ?? "").absent]),
      needs,
      written: new Set([...written, ...own]),
    };
  }
}

/** Of things that all fire: what each has. */
function together(supplies: readonly Supply[]): Supply {
  const [first, ...others] = supplies;
  if (first === undefined) return NOTHING;
  return {
    ...joined(supplies),
    values: new Map([...first.values].filter(([name]) => others.every(({ values }) => values.has(name)))),
    needs: new Set(supplies.flatMap(({ needs }) => [...needs])),
  };
}

/** Of things one of which is taken: what any has. */
function alternatives(supplies: readonly Supply[]): Supply {
  const [first, ...others] = supplies;
  if (first === undefined) return NOTHING;
  return {
    ...joined(supplies),
    values: new Map(supplies.flatMap(({ values }) => [...values])),
    needs: new Set([...first.needs].filter((feature) => others.every(({ needs }) => needs.has(feature)))),
  };
}

function joined(supplies: readonly Supply[]): Pick<Supply, "absent" | "written"> {
  return {
    absent: new Map(supplies.flatMap(({ absent }) => [...absent])),
    written: new Set(supplies.flatMap(({ written }) => [...written])),
  };
}

/** Whether written names can mean a form's words, of which those in capitals stand for any. */
function matchesForm(written: readonly string[], words: readonly string[]): boolean {
  return matchesNames(written, words.map((word, index) => (/^[A-Z][A-Z0-9_]*$/.test(word) ? (written[index] ?? word) : word)));
}
