import type { Node } from "./ast.js";
import { children } from "./children.js";

/** Called for each node before its children; `false` leaves the children out. */
export type Visitor = (node: Node, parent: Node | undefined) => boolean | undefined;

/** Visits a node and all below it, in the order of the text. */
export function walk(node: Node, visit: Visitor, parent?: Node): void {
  if (visit(node, parent) === false) return;
  for (const child of childrenOf(node)) walk(child, visit, node);
}

/** A node's children, in the order of the text. */
export function childrenOf(node: Node): Node[] {
  const found: Node[] = [];
  for (const key of children[node.kind]) {
    const value = (node as unknown as Record<string, Node | readonly Node[] | undefined>)[key];
    if (value === undefined) continue;
    if ("kind" in value) found.push(value);
    else found.push(...value);
  }
  return found;
}

/**
 * Makes a new tree: below first, then `replace` is asked for each node and what it returns stands in the node's place
 * (the node itself keeps it). Parts without a change are shared with the old tree.
 */
export function rewrite(node: Node, replace: (node: Node) => Node): Node {
  let changed: Record<string, Node | readonly Node[]> | undefined;
  for (const key of children[node.kind]) {
    const value = (node as unknown as Record<string, Node | readonly Node[] | undefined>)[key];
    if (value === undefined) continue;
    const next = "kind" in value ? rewrite(value, replace) : rewriteList(value, replace);
    if (next !== value) (changed ??= {})[key] = next;
  }
  return replace(changed === undefined ? node : { ...node, ...changed });
}

function rewriteList(nodes: readonly Node[], replace: (node: Node) => Node): readonly Node[] {
  const next = nodes.map((node) => rewrite(node, replace));
  return next.some((node, index) => node !== nodes[index]) ? next : nodes;
}
