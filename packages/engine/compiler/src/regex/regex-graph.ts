import { PatternError, type RegexNode } from "./syntax.js";

/** A step of the nondeterministic automaton; others are named by their place in the list. */
export type GraphNode =
  | { readonly kind: "bytes"; readonly bytes: ReadonlySet<number>; readonly to: number }
  /** The first way is preferred. */
  | { readonly kind: "fork"; readonly first: number; readonly second: number }
  /** Notes where the part that's asked for begins (0) or ends (1). */
  | { readonly kind: "mark"; readonly mark: 0 | 1; readonly to: number }
  | { readonly kind: "begin"; readonly to: number }
  | { readonly kind: "end"; readonly to: number }
  | { readonly kind: "accept" };

/** A regular expression as steps; `entry` is the first. */
export interface RegexGraph {
  readonly nodes: readonly GraphNode[];
  readonly entry: number;
}

/** More steps are hardly meant. */
const MOST_NODES = 20_000;

/** The steps of an expression. `part`: the subexpression that is marked, 0 for all of it, undefined for none. */
export function regexGraph(pattern: string, root: RegexNode, part: number | undefined): RegexGraph {
  const builder = new GraphBuilder(pattern, part);
  return { entry: builder.marked(0, root, builder.add({ kind: "accept" })), nodes: builder.nodes };
}

class GraphBuilder {
  readonly nodes: GraphNode[] = [];

  constructor(
    private readonly pattern: string,
    private readonly part: number | undefined,
  ) {}

  add(node: GraphNode): number {
    if (this.nodes.length >= MOST_NODES) throw new PatternError(`'${this.pattern}' is too large: its counts repeat too much`);
    return this.nodes.push(node) - 1;
  }

  /** A subexpression (0: all) before `next`. */
  marked(index: number, body: RegexNode, next: number): number {
    if (index !== this.part) return this.build(body, next);
    return this.add({ kind: "mark", mark: 0, to: this.build(body, this.add({ kind: "mark", mark: 1, to: next })) });
  }

  /** The first step of an expression behind which `next` comes. */
  build(node: RegexNode, next: number): number {
    switch (node.kind) {
      case "set":
        return this.add({ kind: "bytes", bytes: node.bytes, to: next });
      case "begin":
      case "end":
        return this.add({ kind: node.kind, to: next });
      case "group":
        return this.marked(node.index, node.body, next);
      case "sequence":
        return node.parts.reduceRight((after, part) => this.build(part, after), next);
      case "choice":
        return node.options.map((option) => this.build(option, next)).reduceRight((second, first) => this.add({ kind: "fork", first, second }));
      case "repeat":
        return this.#repeat(node, next);
    }
  }

  #repeat({ body, least, most }: RegexNode & { readonly kind: "repeat" }, next: number): number {
    let entry = most === undefined ? this.#endless(body, next) : next;
    for (let count = least; most !== undefined && count < most; count++) entry = this.add({ kind: "fork", first: this.build(body, entry), second: next });
    for (let count = 0; count < least; count++) entry = this.build(body, entry);
    return entry;
  }

  /** Any number of times. */
  #endless(body: RegexNode, next: number): number {
    const fork = this.add({ kind: "fork", first: next, second: next });
    this.nodes[fork] = { kind: "fork", first: this.build(body, fork), second: next };
    return fork;
  }
}
