import { bucketCount, bucketOf } from "@tapset/compiler";
import type { LocationIndex } from "@tapset/compiler";
import type { HistogramShape, StatsShape } from "@tapset/core";
import { divide } from "../long-arithmetic.js";
import { emptyAggregate } from "../script-error.js";

/** What an extractor gives. */
export type Extractor = "count" | "sum" | "min" | "max" | "avg" | "variance";

/** Of the sum of squares. */
const SQUARES_BITS = 128;

/** A statistics aggregate: what `<<<` has gathered. */
export class Aggregate {
  count = 0n;
  sum = 0n;
  min = 0n;
  max = 0n;
  /** Exact up to 128 bits, so that the variance suffers no rounding on the way. */
  squares = 0n;
  readonly buckets: bigint[];
  readonly #histogram: HistogramShape | undefined;

  constructor(shape: StatsShape) {
    this.#histogram = shape.histogram;
    this.buckets = shape.histogram === undefined ? [] : new Array<bigint>(bucketCount(shape.histogram)).fill(0n);
  }

  /** Adds a sample. */
  add(value: bigint): void {
    this.#widen(value, value);
    this.count += 1n;
    this.sum = BigInt.asIntN(64, this.sum + value);
    this.squares = BigInt.asUintN(SQUARES_BITS, this.squares + value * value);
    if (this.#histogram !== undefined) {
      const bucket = bucketOf(this.#histogram, value);
      this.buckets[bucket] = (this.buckets[bucket] ?? 0n) + 1n;
    }
  }

  /** Adds all samples of another aggregate of the same shape. */
  merge(other: Aggregate): void {
    if (other.count === 0n) return;
    this.#widen(other.min, other.max);
    this.count += other.count;
    this.sum = BigInt.asIntN(64, this.sum + other.sum);
    this.squares = BigInt.asUintN(SQUARES_BITS, this.squares + other.squares);
    for (const [index, count] of other.buckets.entries()) this.buckets[index] = (this.buckets[index] ?? 0n) + count;
  }

  /**
   * An extractor's value. `shift`: bits kept behind an average's point; a variance needs none, since it's exact until its
   * last division. Fails on an empty aggregate but for count and sum.
   */
  extract(extractor: Extractor, shift: number, at: LocationIndex): bigint {
    if (extractor === "count") return this.count;
    if (extractor === "sum") return this.sum;
    if (this.count === 0n) throw emptyAggregate(at);
    if (extractor === "min") return this.min;
    if (extractor === "max") return this.max;
    if (extractor === "avg") return divide(BigInt.asIntN(64, this.sum << BigInt(shift)), this.count, at);
    return this.#variance();
  }

  /**
   * Of the sample, divided by n − 1; 0 for a single sample. It's exact as long as the sum holds 64 bits and the sum of the squares
   * 128; both wrap around, as they do in the kernel's part, and so do the distances.
   */
  #variance(): bigint {
    if (this.count < 2n) return 0n;
    // Rounded up: what's below the point falls away when the whole is rounded down.
    const distances = this.squares - (this.sum * this.sum + this.count - 1n) / this.count;
    return BigInt.asIntN(64, BigInt.asUintN(SQUARES_BITS, distances) / (this.count - 1n));
  }

  #widen(low: bigint, high: bigint): void {
    if (this.count === 0n || low < this.min) this.min = low;
    if (this.count === 0n || high > this.max) this.max = high;
  }
}
