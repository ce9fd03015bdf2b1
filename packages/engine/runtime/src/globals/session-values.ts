import type { Iteration, LocationIndex, LongUpdateOperator, SessionValue, ValueStore, VisitedElement } from "@tapset/compiler";
import type { Global } from "@tapset/core";
import { updateOperators } from "../long-arithmetic.js";
import { iterate } from "./iterate.js";
import { TableStore } from "./table-store.js";

/** Longs or strings in the session's memory. */
export class SessionValues extends TableStore<SessionValue> implements ValueStore {
  readonly #empty: SessionValue;

  constructor(global: Pick<Global, "type" | "keys" | "maxEntries" | "wraps" | "init">) {
    super(global);
    this.#empty = global.type === "long" ? 0n : "";
    const { init } = global;
    if (init !== undefined) this.table.findOrAdd([], () => init, undefined);
  }

  get(keys: readonly SessionValue[]): SessionValue {
    return this.table.find(keys)?.value ?? this.#empty;
  }

  update(keys: readonly SessionValue[], operator: LongUpdateOperator, operand: bigint, yields: "old" | "new", at: LocationIndex): bigint {
    const old = this.get(keys) as bigint;
    const value = updateOperators[operator](old, operand, at);
    this.table.findOrAdd(keys, () => this.#empty, at).value = value;
    return yields === "old" ? old : value;
  }

  assign(keys: readonly SessionValue[], text: string, at: LocationIndex): void {
    this.table.findOrAdd(keys, () => this.#empty, at).value = text;
  }

  each(iteration: Iteration): VisitedElement[] {
    return iterate(this.table.matching(iteration.slice), iteration, (value) => value, (value) => value);
  }
}
