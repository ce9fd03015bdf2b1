import type { Source } from "@tapset/language";
import { isCollection, isMap, isNode, isScalar, type Document, type Node } from "yaml";
import type { TestPath } from "./test-file.js";

/**
 * `file:line:column` of what stands at a path of a YAML document: of the key, in a mapping. Where there is no such thing, that
 * of what would hold it.
 */
export function placeIn(document: Document, source: Source, path: TestPath): string {
  let node: Node | undefined = document.contents ?? undefined;
  for (const [index, step] of path.entries()) {
    const found = (index === path.length - 1 ? keyNode(node, step) : undefined) ?? childNode(node, step);
    if (found === undefined) break;
    node = found;
  }
  const { line, column } = source.position(node?.range?.[0] ?? 0);
  return `${source.name}:${line}:${column}`;
}

function childNode(node: Node | undefined, step: string | number): Node | undefined {
  if (!isCollection(node)) return undefined;
  const direct = node.get(step, true) ?? pairOf(node, step)?.value;
  return isNode(direct) ? direct : undefined;
}

function keyNode(node: Node | undefined, step: string | number): Node | undefined {
  const key = pairOf(node, step)?.key;
  return isNode(key) ? key : undefined;
}

/** Keys that are numbers come as texts. */
function pairOf(node: Node | undefined, step: string | number): { readonly key: unknown; readonly value: unknown } | undefined {
  if (!isMap(node)) return undefined;
  return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
}
