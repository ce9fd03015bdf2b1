import type { HistogramShape, StatsShape } from "@tapset/core";
import type { StatsLayout } from "../module.js";

/** The words every aggregate begins with; `min` and `max` are kept as {@link EXTREMES} says, and mean nothing while `count` is 0. */
export const STATS = { count: 0, sum: 1, min: 2, max: 3, squaresLow: 4, squaresHigh: 5 } as const;

/**
 * What the smallest and the largest sample are XORed with where they are kept: then each is the largest unsigned number so
 * far, and 0 is that of no sample. So all words of an aggregate begin as 0 and change by one atomic instruction each.
 */
export const EXTREMES = { min: (1n << 63n) - 1n, max: -(1n << 63n) } as const;

const WORD_BYTES = 8;

/** Buckets of a logarithmic histogram: one for 0, 63 above and 64 below. */
export const LOG_BUCKETS = 128;
/** The logarithmic bucket of 0. */
export const LOG_ZERO_BUCKET = 64;

/** How an aggregate of this shape lies in its map's value (one CPU's, for per-CPU maps). */
export function layoutStats(shape: StatsShape): StatsLayout {
  const firstBucket = shape.variance ? STATS.squaresHigh + 1 : STATS.squaresLow;
  const buckets = shape.histogram === undefined ? 0 : bucketCount(shape.histogram);
  return {
    type: "stats",
    size: (firstBucket + buckets) * WORD_BYTES,
    variance: shape.variance,
    histogram: shape.histogram,
    buckets,
    firstBucket,
  };
}

/** Buckets of a histogram; a linear one has one below `low` and one above `high` beside those that cover its range. */
export function bucketCount(shape: HistogramShape): number {
  if (shape.kind === "log") return LOG_BUCKETS;
  return Number((shape.high - shape.low) / shape.width) + 3;
}

/** The bucket a value falls into. */
export function bucketOf(shape: HistogramShape, value: bigint): number {
  if (shape.kind === "linear") {
    if (value < shape.low) return 0;
    const index = (value - shape.low) / shape.width + 1n;
    const last = bucketCount(shape) - 1;
    return index < BigInt(last) ? Number(index) : last;
  }
  if (value === 0n) return LOG_ZERO_BUCKET;
  return value > 0n ? LOG_ZERO_BUCKET + bitLength(value) : LOG_ZERO_BUCKET - bitLength(-value);
}

/**
 * The value of a bucket that is nearest to 0 (logarithmic) or its lowest (linear): what stands in front of its line.
 * Undefined for the linear buckets below and above the range.
 */
export function bucketValue(shape: HistogramShape, bucket: number): bigint | undefined {
  if (shape.kind === "linear") {
    if (bucket <= 0 || bucket >= bucketCount(shape) - 1) return undefined;
    return shape.low + shape.width * BigInt(bucket - 1);
  }
  if (bucket === LOG_ZERO_BUCKET) return 0n;
  const magnitude = 1n << BigInt(Math.abs(bucket - LOG_ZERO_BUCKET) - 1);
  return bucket > LOG_ZERO_BUCKET ? magnitude : -magnitude;
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}
