import type { LocationIndex, LongUpdateOperator, SessionValue, ValueStore, VisitedElement } from "@tapset/compiler";
import { updateOperators } from "../long-arithmetic.js";

/** Operators the processor applies indivisibly: each gives the old value. */
const atomics: Partial<Record<LongUpdateOperator, (words: BigInt64Array, index: number, operand: bigint) => bigint>> = {
  set: (words, index, operand) => Atomics.exchange(words, index, operand),
  add: (words, index, operand) => Atomics.add(words, index, operand),
  sub: (words, index, operand) => Atomics.sub(words, index, operand),
  and: (words, index, operand) => Atomics.and(words, index, operand),
  or: (words, index, operand) => Atomics.or(words, index, operand),
  xor: (words, index, operand) => Atomics.xor(words, index, operand),
};

/** A long scalar in memory shared with the kernel. Every update is indivisible, also against kernel handlers. */
export class SharedWord implements ValueStore {
  readonly #words: BigInt64Array;
  readonly #index: number;

  /** The word at `index` of the mapped globals. */
  constructor(words: BigInt64Array, index: number) {
    this.#words = words;
    this.#index = index;
  }

  get(): bigint {
    return Atomics.load(this.#words, this.#index);
  }

  update(_keys: readonly SessionValue[], operator: LongUpdateOperator, operand: bigint, yields: "old" | "new", at: LocationIndex): bigint {
    const apply = updateOperators[operator];
    const atomic = atomics[operator];
    if (atomic !== undefined) {
      const old = atomic(this.#words, this.#index, operand);
      return yields === "old" ? old : apply(old, operand, at);
    }
    for (;;) {
      const old = this.get();
      const value = apply(old, operand, at);
      if (Atomics.compareExchange(this.#words, this.#index, old, value) === old) return yields === "old" ? old : value;
    }
  }

  assign(): never {
    throw new Error("bug: a long was given a string");
  }

  has(): boolean {
    return true;
  }

  delete(): void {
    this.clear();
  }

  clear(): void {
    Atomics.store(this.#words, this.#index, 0n);
  }

  each(): VisitedElement[] {
    return [];
  }
}
