import type { Alias } from "./alias.js";
import type { Pattern, PatternComponent, ProbeFamily } from "./probe-family.js";
import { componentForm } from "./point-text.js";
import type { Target } from "./target.js";

/** A pattern that ends at a node. */
export interface EndingPattern {
  readonly family: ProbeFamily;
  readonly pattern: Pattern;
}

/** A step down the tree. */
export interface Edge {
  readonly component: PatternComponent;
  readonly node: PointNode;
}

/** An edge with the word it was taken by. */
export interface Step {
  readonly name: string;
  readonly edge: Edge;
}

/** Where a path of components leads: what ends here, and what may follow. */
export class PointNode {
  readonly patterns: EndingPattern[] = [];
  readonly aliases: Alias[] = [];
  readonly edges: Edge[] = [];
  readonly #named = new Map<string, Edge[]>();
  readonly #variable: Edge[] = [];

  /** The node after a component, made when there is none yet. */
  after(component: PatternComponent): PointNode {
    const siblings = component.names ? this.#variable : (this.#named.get(component.name) ?? []);
    const known = siblings.find(
      (edge) => edge.component.literal === component.literal && edge.component.names === component.names,
    );
    if (known) return known.node;
    const edge: Edge = { component, node: new PointNode() };
    siblings.push(edge);
    if (!component.names) this.#named.set(component.name, siblings);
    this.edges.push(edge);
    return edge.node;
  }

  /** Steps by a word, whatever literal they take. */
  steps(name: string, words: VariableWords): Step[] {
    const edges = [...(this.#named.get(name) ?? []), ...this.#variable.filter((edge) => words.has(edge.component, name))];
    return edges.map((edge) => ({ name, edge }));
  }

  /** Steps by every word there is. */
  allSteps(words: VariableWords): Step[] {
    return this.edges.flatMap((edge) =>
      edge.component.names
        ? words.of(edge.component).map((name): Step => ({ name, edge }))
        : [{ name: edge.component.name, edge }],
    );
  }
}

/** The words of components that stand for many, asked of the target once. */
export class VariableWords {
  readonly #lists = new Map<PatternComponent, readonly string[]>();
  readonly #sets = new Map<PatternComponent, ReadonlySet<string>>();

  constructor(readonly target: Target) {}

  of(component: PatternComponent): readonly string[] {
    let list = this.#lists.get(component);
    if (list === undefined) {
      list = component.names?.(this.target) ?? [];
      this.#lists.set(component, list);
    }
    return list;
  }

  has(component: PatternComponent, name: string): boolean {
    let set = this.#sets.get(component);
    if (set === undefined) {
      set = new Set([...this.of(component), ...(component.synonyms?.(this.target) ?? [])]);
      this.#sets.set(component, set);
    }
    return set.has(name);
  }
}

/** Everything that can be written, as a tree of components. */
export function pointTree(families: readonly ProbeFamily[], aliases: readonly Alias[]): PointNode {
  const root = new PointNode();
  for (const family of families) {
    for (const pattern of family.patterns) {
      const node = pattern.components.reduce((at, component) => at.after(component), root);
      node.patterns.push({ family, pattern });
    }
  }
  for (const alias of aliases) {
    const node = alias.name.components.reduce((at, { name }) => at.after({ name }), root);
    node.aliases.push(alias);
  }
  return root;
}

/** A point that can be written: its words, and its form with the literals it takes. */
export interface KnownForm {
  readonly words: readonly string[];
  readonly form: string;
}

/** Every complete point below a node, for listings and suggestions. */
export function* knownForms(node: PointNode, words: VariableWords, path: readonly Step[] = []): Generator<KnownForm> {
  if (node.patterns.length > 0 || node.aliases.length > 0) {
    const form = path.map(({ name, edge }) => componentForm({ name, ...literalOf(edge.component) })).join(".");
    yield { words: path.map(({ name }) => name), form };
  }
  for (const step of node.allSteps(words)) yield* knownForms(step.edge.node, words, [...path, step]);
}

function literalOf({ literal }: PatternComponent): Pick<PatternComponent, "literal"> {
  return literal === undefined ? {} : { literal };
}
