import { ConfigurationError } from "./configuration-error.js";
import type { Manifest } from "./manifest.js";
import type { Tapset } from "./tapset.js";

/** Kinds of names a tapset owns. Each is a name space of its own. */
export type OwnedKind = "probe point" | "function" | "global" | "macro";

/** What a manifest says its package owns. */
export function* ownedNames(manifest: Manifest): Generator<readonly [kind: OwnedKind, name: string]> {
  for (const family of manifest.families) {
    for (const { form } of family.patterns) yield ["probe point", form];
  }
  for (const { name } of manifest.probes) yield ["probe point", name];
  for (const { name } of manifest.functions) yield ["function", name];
  for (const { name } of manifest.globals) yield ["global", name];
  for (const { name } of manifest.macros) yield ["macro", name];
}

/** Who owns what among the tapsets in use. Made from manifests alone. */
export class Ownership {
  readonly #owners = new Map<string, Tapset>();
  /** By a probe point's first word. */
  readonly #beginnings = new Map<string, Set<Tapset>>();
  /** Who adds backends to an alias, by its name, in the order of use. */
  readonly #additions = new Map<string, Tapset[]>();

  /**
   * Takes a tapset's names in.
   * @throws ConfigurationError when another tapset owns one of them.
   */
  add(tapset: Tapset): void {
    const names = [...ownedNames(tapset.manifest)];
    for (const [kind, name] of names) {
      const other = this.owner(kind, name);
      if (other === undefined || other === tapset) continue;
      throw new ConfigurationError(`${kind} '${name}' is in two tapsets, ${other.manifest.name} and ${tapset.manifest.name}: use one of them`);
    }
    for (const [kind, name] of names) {
      this.#owners.set(`${kind} ${name}`, tapset);
      if (kind === "probe point") this.#begin(beginning(name), tapset);
    }
    for (const { name } of tapset.manifest.adds ?? []) this.#additions.set(name, [...(this.#additions.get(name) ?? []), tapset]);
  }

  owner(kind: OwnedKind, name: string): Tapset | undefined {
    return this.#owners.get(`${kind} ${name}`);
  }

  /** Owners of points that begin with a word; `*` in it stands for any part. */
  beginningWith(word: string): readonly Tapset[] {
    if (!word.includes("*")) return [...(this.#beginnings.get(word) ?? [])];
    const expression = new RegExp(`^${word.split("**", 1)[0]!.replaceAll("*", ".*")}${word.includes("**") ? "" : "$"}`);
    return [...this.#beginnings].filter(([name]) => expression.test(name)).flatMap(([, tapsets]) => [...tapsets]);
  }

  /** Every alias that some tapset adds backends to, with who does. */
  get additions(): ReadonlyMap<string, readonly Tapset[]> {
    return this.#additions;
  }

  #begin(word: string, tapset: Tapset): void {
    const tapsets = this.#beginnings.get(word) ?? new Set();
    this.#beginnings.set(word, tapsets.add(tapset));
  }
}

/** The first word of a point or form. */
function beginning(form: string): string {
  return /^\w*/.exec(form)?.[0] ?? "";
}
