import type { ElementStore, Iteration, SessionValue, VisitedElement } from "@tapset/compiler";
import type { Global } from "@tapset/core";
import { type Element, ElementTable } from "./element-table.js";

/** What the stores in the session's memory have in common. */
export abstract class TableStore<V> implements ElementStore {
  protected readonly table: ElementTable<V>;

  constructor({ keys, maxEntries, wraps }: Pick<Global, "keys" | "maxEntries" | "wraps">) {
    this.table = new ElementTable({ maxEntries: keys.length === 0 ? 1 : maxEntries, wraps });
  }

  has(keys: readonly (SessionValue | undefined)[]): boolean {
    return this.table.has(keys);
  }

  delete(keys: readonly (SessionValue | undefined)[]): void {
    this.table.delete(keys);
  }

  clear(): void {
    this.table.clear();
  }

  /** Adds elements that aren't there. */
  load(elements: readonly Element<V>[]): void {
    for (const { keys, value } of elements) this.table.findOrAdd(keys, () => value, undefined);
  }

  /** The elements themselves. */
  elements(): readonly Element<V>[] {
    return this.table.matching(undefined);
  }

  abstract each(iteration: Iteration): VisitedElement[];
}
