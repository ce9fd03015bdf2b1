import { type Block, type Node, type Variable, childrenOf, walk } from "@tapset/language";

/** The plain variables some bodies give a value to, somewhere and perhaps. */
export function variablesWritten(bodies: readonly Block[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const body of bodies) {
    walk(body, (node) => {
      for (const { name } of targetsOf(node)) names.add(name);
    });
  }
  return names;
}

/**
 * The plain variables some bodies, run one after the other, may read before they have given them a value, each with its
 * first such read. What is assigned on one way only (in a branch, in a loop) is not assigned behind it.
 */
export function variablesReadFirst(bodies: readonly Block[]): ReadonlyMap<string, Variable> {
  const flow = new Flow();
  const assigned = new Set<string>();
  for (const body of bodies) flow.through(body, assigned);
  return flow.found;
}

/** Follows the order in which code runs. The set given to each method is what is assigned there; it grows. */
class Flow {
  readonly found = new Map<string, Variable>();

  through(node: Node, assigned: Set<string>): void {
    switch (node.kind) {
      case "Variable":
        if (!assigned.has(node.name) && !this.found.has(node.name)) this.found.set(node.name, node);
        return;
      case "Assignment":
        this.#each(node.operator === "=" && node.target.kind === "Variable" ? [node.value] : [node.target, node.value], assigned);
        break;
      case "If":
      case "Ternary":
        this.through(node.condition, assigned);
        this.#either(node.then, node.otherwise, assigned);
        return;
      case "Binary":
        this.through(node.left, assigned);
        // The right side of && and || may not run.
        this.through(node.right, node.operator === "&&" || node.operator === "||" ? new Set(assigned) : assigned);
        return;
      case "While":
        this.through(node.condition, assigned);
        this.through(node.body, new Set(assigned));
        return;
      case "For":
        this.#each([node.init, node.condition], assigned);
        this.#each([node.body, node.update], new Set(assigned));
        return;
      case "Foreach":
        this.#each([node.array, ...(node.slice ?? []), node.limit], assigned);
        this.through(node.body, withTargets(node, assigned));
        return;
      case "Try":
        this.through(node.body, new Set(assigned));
        this.through(node.handler, withTargets(node, assigned));
        return;
      default:
        this.#each(childrenOf(node), assigned);
    }
    for (const { name } of targetsOf(node)) assigned.add(name);
  }

  #each(nodes: readonly (Node | undefined)[], assigned: Set<string>): void {
    for (const node of nodes) if (node !== undefined) this.through(node, assigned);
  }

  #either(then: Node, otherwise: Node | undefined, assigned: Set<string>): void {
    const [first, second] = [new Set(assigned), new Set(assigned)];
    this.through(then, first);
    if (otherwise === undefined) return;
    this.through(otherwise, second);
    for (const name of first) if (second.has(name)) assigned.add(name);
  }
}

function withTargets(node: Node, assigned: ReadonlySet<string>): Set<string> {
  return new Set([...assigned, ...targetsOf(node).map(({ name }) => name)]);
}

/** The variables that a node by itself gives a value to. */
function targetsOf(node: Node): readonly Variable[] {
  switch (node.kind) {
    case "Assignment":
    case "Update":
      return node.target.kind === "Variable" ? [node.target] : [];
    case "Foreach":
      return node.value === undefined ? node.keys : [...node.keys, node.value];
    case "Try":
      return node.variable === undefined ? [] : [node.variable];
    default:
      return [];
  }
}
