import { type Iteration, type LocationIndex, type SessionValue, type StatsLayout, EXTREMES, STATS, type StatsStore, type VisitedElement } from "@tapset/compiler";
import type { Global, StatsShape } from "@tapset/core";
import { Aggregate, type Extractor } from "../stats/aggregate.js";
import type { Accessor } from "./accessor.js";
import { type Element, ElementTable, isExact, matches } from "./element-table.js";
import { iterate } from "./iterate.js";
import type { MapAccess, ValueBytes } from "./map-access.js";
import { drawAggregate, statsRank, statsShape } from "./session-stats.js";

const WORD_BYTES = 8;

/**
 * Aggregates that kernel handlers gather, on each CPU for itself; all CPUs are merged when they are read. What a handler
 * owned and gives back to an element that has been made anew is kept in the session's memory, as if that were one more CPU.
 */
export class SharedStats implements StatsStore {
  readonly #access: MapAccess;
  readonly #accessor: Accessor | undefined;
  readonly #layout: StatsLayout;
  readonly #shape: StatsShape;
  readonly #own: ElementTable<Aggregate>;

  constructor(global: Pick<Global, "stats">, access: MapAccess, layout: StatsLayout, accessor: Accessor | undefined) {
    this.#access = access;
    this.#accessor = accessor;
    this.#layout = layout;
    this.#shape = statsShape(global);
    this.#own = new ElementTable({ maxEntries: Infinity, wraps: false });
  }

  /** Merges all CPUs' words of one element. */
  readonly decode = ({ bytes, offset }: ValueBytes): Aggregate => {
    const merged = new Aggregate(this.#shape);
    const one = new Aggregate(this.#shape);
    for (let cpu = 0; cpu < this.#access.cpus; cpu++) {
      readAggregate(one, this.#layout, bytes, offset + cpu * this.#access.stride);
      merged.merge(one);
    }
    return merged;
  };

  accumulate(keys: readonly SessionValue[], value: bigint, at: LocationIndex): void {
    const key = this.#accessor && this.#access.codec.encode(keys);
    if (this.#accessor !== undefined && key !== undefined) this.#accessor.accumulate(key, value, at);
    else this.#own.findOrAdd(keys, () => new Aggregate(this.#shape), at).value.add(value);
  }

  extract(keys: readonly SessionValue[], extractor: Extractor, shift: number, at: LocationIndex): bigint {
    return this.#read(keys).extract(extractor, shift, at);
  }

  bucket(keys: readonly SessionValue[], index: bigint): bigint {
    return this.#read(keys).buckets[Number(index)] ?? 0n;
  }

  drawing(keys: readonly SessionValue[]): string {
    return drawAggregate(this.#read(keys), this.#shape.histogram);
  }

  has(keys: readonly (SessionValue | undefined)[]): boolean {
    return isExact(keys) ? this.#own.has(keys) || this.#access.read(keys) !== undefined : this.#matching(keys).length > 0;
  }

  delete(keys: readonly (SessionValue | undefined)[]): void {
    if (isExact(keys)) this.#access.delete(keys);
    else for (const element of this.#matching(keys)) this.#access.delete(element.keys);
    this.#own.delete(keys);
  }

  clear(): void {
    this.#access.clear();
    this.#own.clear();
  }

  each(iteration: Iteration): VisitedElement[] {
    return iterate(this.#matching(iteration.slice), iteration, statsRank, () => undefined);
  }

  /** Gives away what is kept in the session's memory, with what kernel handlers had. */
  takeOwn(elements: readonly Element<Aggregate>[]): Element<Aggregate>[] {
    const merged = this.#merged(elements);
    this.#own.clear();
    return merged;
  }

  /** Takes back elements that a handler owned and has kept. Gives the number of those that found no room any more. */
  giveBack(elements: readonly Element<Aggregate>[]): number {
    let lost = 0;
    const bytes = Buffer.alloc(this.#access.cpus * this.#access.stride);
    for (const { keys, value } of elements) {
      const key = this.#access.codec.encode(keys);
      if (key === undefined) throw new Error("bug: an aggregate has a key its fact can't make");
      writeAggregate(value, this.#layout, bytes);
      const made = this.#access.create(key, bytes);
      if (made === "there is one") this.#own.findOrAdd(keys, () => new Aggregate(this.#shape), undefined).value.merge(value);
      else if (made === "full") lost += 1;
    }
    return lost;
  }

  #read(keys: readonly SessionValue[]): Aggregate {
    const bytes = this.#access.read(keys);
    const aggregate = bytes === undefined ? new Aggregate(this.#shape) : this.decode({ bytes, offset: 0 });
    const own = this.#own.find(keys);
    if (own !== undefined) aggregate.merge(own.value);
    return aggregate;
  }

  #matching(slice: Iteration["slice"]): Element<Aggregate>[] {
    const all = this.#merged(this.#access.readAll(this.decode));
    return slice === undefined ? all : all.filter(({ keys }) => matches(keys, slice));
  }

  /** Elements of kernel handlers with the session's own. */
  #merged(elements: readonly Element<Aggregate>[]): Element<Aggregate>[] {
    if (this.#own.size === 0) return [...elements];
    const table = new ElementTable<Aggregate>({ maxEntries: Infinity, wraps: false });
    for (const { keys, value } of [...elements, ...this.#own.matching(undefined)]) {
      table.findOrAdd(keys, () => new Aggregate(this.#shape), undefined).value.merge(value);
    }
    return table.matching(undefined);
  }
}

/** Fills an aggregate from one CPU's words. */
function readAggregate(aggregate: Aggregate, layout: StatsLayout, bytes: Buffer, offset: number): void {
  const word = (index: number): bigint => bytes.readBigInt64LE(offset + index * WORD_BYTES);
  aggregate.count = word(STATS.count);
  aggregate.sum = word(STATS.sum);
  aggregate.min = word(STATS.min) ^ EXTREMES.min;
  aggregate.max = word(STATS.max) ^ EXTREMES.max;
  if (layout.variance) {
    aggregate.squares = (BigInt.asUintN(64, word(STATS.squaresHigh)) << 64n) | BigInt.asUintN(64, word(STATS.squaresLow));
  }
  for (let bucket = 0; bucket < layout.buckets; bucket++) aggregate.buckets[bucket] = word(layout.firstBucket + bucket);
}

/** The inverse for the words of the first CPU; the others' are left as they are. */
function writeAggregate(aggregate: Aggregate, layout: StatsLayout, bytes: Buffer): void {
  const word = (index: number, value: bigint): number => bytes.writeBigInt64LE(BigInt.asIntN(64, value), index * WORD_BYTES);
  word(STATS.count, aggregate.count);
  word(STATS.sum, aggregate.sum);
  word(STATS.min, aggregate.min ^ EXTREMES.min);
  word(STATS.max, aggregate.max ^ EXTREMES.max);
  if (layout.variance) {
    word(STATS.squaresLow, aggregate.squares);
    word(STATS.squaresHigh, aggregate.squares >> 64n);
  }
  for (let bucket = 0; bucket < layout.buckets; bucket++) word(layout.firstBucket + bucket, aggregate.buckets[bucket] ?? 0n);
}
