import type { Iteration, LocationIndex, SessionValue } from "@tapset/compiler";
import { ArrayOverflow } from "../script-error.js";

/** One element of an array in the session's memory. */
export interface Element<V> {
  readonly keys: readonly SessionValue[];
  value: V;
}

/** How many elements an array holds, and whether the oldest makes room for a new one. */
export interface Capacity {
  readonly maxEntries: number;
  readonly wraps: boolean;
}

/** Elements by their keys, in the order they were made. */
export class ElementTable<V> {
  readonly #elements = new Map<SessionValue, Element<V>>();
  readonly #capacity: Capacity;

  constructor(capacity: Capacity) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#elements.size;
  }

  find(keys: readonly SessionValue[]): Element<V> | undefined {
    return this.#elements.get(identity(keys));
  }

  /** The element with these keys, made from `initial` when there is none. Fails when there is no room. */
  findOrAdd(keys: readonly SessionValue[], initial: () => V, at: LocationIndex): Element<V> {
    const id = identity(keys);
    const known = this.#elements.get(id);
    if (known !== undefined) return known;
    if (this.#elements.size >= this.#capacity.maxEntries) {
      const oldest = this.#elements.keys().next();
      if (!this.#capacity.wraps || oldest.done === true) throw new ArrayOverflow(at);
      this.#elements.delete(oldest.value);
    }
    const element = { keys, value: initial() };
    this.#elements.set(id, element);
    return element;
  }

  has(pattern: readonly (SessionValue | undefined)[]): boolean {
    return isExact(pattern) ? this.#elements.has(identity(pattern)) : this.matching(pattern).length > 0;
  }

  delete(pattern: readonly (SessionValue | undefined)[]): void {
    if (isExact(pattern)) this.#elements.delete(identity(pattern));
    else for (const { keys } of this.matching(pattern)) this.#elements.delete(identity(keys));
  }

  clear(): void {
    this.#elements.clear();
  }

  /** The elements that match a slice, in the order they were made; all without one. */
  matching(slice: Iteration["slice"]): Element<V>[] {
    const all = [...this.#elements.values()];
    return slice === undefined ? all : all.filter(({ keys }) => matches(keys, slice));
  }
}

/** Whether keys match a slice: undefined matches any. */
export function matches(keys: readonly SessionValue[], slice: readonly (SessionValue | undefined)[]): boolean {
  return slice.every((wanted, index) => wanted === undefined || wanted === keys[index]);
}

/** Whether a slice names one element. */
export function isExact(slice: readonly (SessionValue | undefined)[]): slice is readonly SessionValue[] {
  return !slice.includes(undefined);
}

/** What tells elements apart: neither longs nor strings of the language contain a NUL. */
function identity(keys: readonly SessionValue[]): SessionValue {
  const [first] = keys;
  return keys.length === 1 && first !== undefined ? first : keys.join("\0");
}
