import type { FunctionSymbol } from "./typed.js";

/**
 * Marks the functions that call themselves, directly or by way of others: the members of the call graph's cycles. Tarjan's
 * algorithm, without recursion of its own: chains of calls may be long.
 */
export function markRecursion(functions: readonly FunctionSymbol[]): void {
  const search = new CycleSearch();
  for (const symbol of functions) search.visit(symbol);
}

interface Visit {
  readonly symbol: FunctionSymbol;
  readonly index: number;
  /** The earliest function on the stack that can be reached from here. */
  lowest: number;
  readonly callees: Iterator<FunctionSymbol>;
}

class CycleSearch {
  readonly #visits = new Map<FunctionSymbol, Visit>();
  /** Functions whose cycle isn't complete. */
  readonly #open: FunctionSymbol[] = [];
  readonly #isOpen = new Set<FunctionSymbol>();

  visit(root: FunctionSymbol): void {
    if (this.#visits.has(root)) return;
    const path = [this.#enter(root)];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const callee = visit.callees.next().value as FunctionSymbol | undefined;
      if (callee === undefined) {
        path.pop();
        this.#leave(visit, path.at(-1));
      } else if (!this.#visits.has(callee)) path.push(this.#enter(callee));
      else if (this.#isOpen.has(callee)) visit.lowest = Math.min(visit.lowest, this.#indexOf(callee));
    }
  }

  #enter(symbol: FunctionSymbol): Visit {
    const index = this.#visits.size;
    const visit: Visit = { symbol, index, lowest: index, callees: symbol.calls.values() };
    this.#visits.set(symbol, visit);
    this.#open.push(symbol);
    this.#isOpen.add(symbol);
    return visit;
  }

  #leave({ symbol, index, lowest }: Visit, caller: Visit | undefined): void {
    if (caller !== undefined) caller.lowest = Math.min(caller.lowest, lowest);
    if (lowest !== index) return;
    const members = this.#open.splice(this.#open.indexOf(symbol));
    for (const member of members) {
      this.#isOpen.delete(member);
      member.isRecursive = members.length > 1 || member.calls.has(member);
    }
  }

  #indexOf(symbol: FunctionSymbol): number {
    return this.#visits.get(symbol)?.index ?? 0;
  }
}
