import type { ContextVariable, Scope } from "@tapset/core";
import { type Block, type Node, walk } from "@tapset/language";
import { PRINT_FAMILY } from "./print-family.js";

/** The names that a handler's blocks do nothing with but print them. */
export function printedNames(blocks: readonly Block[], cache: Map<Node, NameUses>): ReadonlySet<string> {
  const uses = blocks.map((block) => {
    const known = cache.get(block) ?? usesIn(block);
    cache.set(block, known);
    return known;
  });
  return new Set(uses.flatMap(({ printed }) => [...printed]).filter((name) => !uses.some(({ other }) => other.has(name))));
}

/** Names a block prints, and names it has anywhere else. */
export interface NameUses {
  readonly printed: ReadonlySet<string>;
  readonly other: ReadonlySet<string>;
}

function usesIn(block: Block): NameUses {
  const printed = new Set<string>();
  const other = new Set<string>();
  const values = new Set<Node>();
  walk(block, (node) => {
    if (node.kind === "Call" && PRINT_FAMILY.get(node.name)?.toString === false) for (const value of node.args) values.add(value);
    if (node.kind === "Variable") (values.has(node) ? printed : other).add(node.name);
  });
  return { printed, other };
}

/** A scope for a handler that only prints some of its names: those that can be loaded in another way for that are. */
export function printingScope(scope: Scope, printed: ReadonlySet<string>): Scope {
  const known = new Map<string, ContextVariable>();
  return {
    lookup(name) {
      const variable = scope.lookup(name);
      if (variable?.printed === undefined || !printed.has(name)) return variable;
      // Of one name there is one variable: that's how a handler knows that it has loaded it.
      const loaded = known.get(name) ?? { ...variable, ...variable.printed };
      known.set(name, loaded);
      return loaded;
    },
    list: () => scope.list(),
  };
}
