import type { SortOrder } from "@tapset/core";
import type { SessionValue } from "@tapset/compiler";

/** An element as sorting sees it. */
interface Sortable<V> {
  readonly keys: readonly SessionValue[];
  readonly value: V;
}

/** Sorts elements in place; `rank` gives what the value is sorted by. Elements that tie keep their order. */
export function sortElements<V>(elements: Sortable<V>[], sort: SortOrder, rank: (value: V, by: SortOrder["by"]) => SessionValue): void {
  const { by } = sort;
  const sign = sort.direction === "ascending" ? 1 : -1;
  const measure = typeof by === "number" ? ({ keys }: Sortable<V>) => keys[by] ?? 0n : ({ value }: Sortable<V>) => rank(value, by);
  const measured = elements.map((element) => ({ element, measure: measure(element) }));
  measured.sort((a, b) => (a.measure < b.measure ? -sign : a.measure > b.measure ? sign : 0));
  for (const [index, { element }] of measured.entries()) elements[index] = element;
}
