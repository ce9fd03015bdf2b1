import type { Iteration, LocationIndex, SessionValue, StatsStore, VisitedElement } from "@tapset/compiler";
import type { Global, HistogramShape, SortOrder, StatsShape } from "@tapset/core";
import { drawHistogram } from "../render/histogram-drawing.js";
import { emptyAggregate } from "../script-error.js";
import { Aggregate, type Extractor } from "../stats/aggregate.js";
import { iterate } from "./iterate.js";
import { TableStore } from "./table-store.js";

/** The shape of a global's aggregates. */
export function statsShape(global: Pick<Global, "stats">): StatsShape {
  return global.stats ?? { variance: false, histogram: undefined };
}

/** What an aggregate is sorted by; count when no extractor is named. */
export function statsRank(aggregate: Aggregate, by: SortOrder["by"]): bigint {
  return typeof by === "number" || by === "value" ? aggregate.count : aggregate.extract(by, 0, undefined);
}

/** A histogram as it's printed. Fails on an empty aggregate. */
export function drawAggregate(aggregate: Aggregate | undefined, shape: HistogramShape | undefined): string {
  if (aggregate === undefined || aggregate.count === 0n) throw emptyAggregate(undefined);
  return shape === undefined ? "" : drawHistogram(shape, aggregate.buckets);
}

/** Aggregates in the session's memory. */
export class SessionStats extends TableStore<Aggregate> implements StatsStore {
  readonly #shape: StatsShape;

  constructor(global: Pick<Global, "keys" | "stats" | "maxEntries" | "wraps">) {
    super(global);
    this.#shape = statsShape(global);
  }

  accumulate(keys: readonly SessionValue[], value: bigint, at: LocationIndex): void {
    this.table.findOrAdd(keys, () => new Aggregate(this.#shape), at).value.add(value);
  }

  extract(keys: readonly SessionValue[], extractor: Extractor, shift: number, at: LocationIndex): bigint {
    return (this.table.find(keys)?.value ?? new Aggregate(this.#shape)).extract(extractor, shift, at);
  }

  bucket(keys: readonly SessionValue[], index: bigint): bigint {
    return this.table.find(keys)?.value.buckets[Number(index)] ?? 0n;
  }

  drawing(keys: readonly SessionValue[]): string {
    return drawAggregate(this.table.find(keys)?.value, this.#shape.histogram);
  }

  each(iteration: Iteration): VisitedElement[] {
    return iterate(this.table.matching(iteration.slice), iteration, statsRank, () => undefined);
  }
}
