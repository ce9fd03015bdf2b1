import type { Iteration, SessionValue, VisitedElement } from "@tapset/compiler";
import type { SortOrder } from "@tapset/core";
import type { Element } from "./element-table.js";
import { sortElements } from "./element-order.js";

/** Sorts and cuts elements as `foreach` asks, into what it visits. */
export function iterate<V>(
  elements: Element<V>[],
  { sort, limit }: Iteration,
  rank: (value: V, by: SortOrder["by"]) => SessionValue,
  valueOf: (value: V) => SessionValue | undefined,
): VisitedElement[] {
  if (sort !== undefined) sortElements(elements, sort, rank);
  const visited = limit === undefined ? elements : elements.slice(0, Math.max(0, limit));
  return visited.map(({ keys, value }) => ({ keys, value: valueOf(value) }));
}
