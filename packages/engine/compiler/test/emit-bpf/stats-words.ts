import { EXTREMES, STATS } from "../../src/layout/stats-layout.js";
import type { StatsLayout } from "../../src/module.js";

/** An aggregate merged over CPUs: count, sum, min, max, then the sum of squares, then the buckets. */
export function statsWords(layout: StatsLayout, values: readonly Uint8Array[]): readonly bigint[] {
  const cpus = values
    .map((value) => new BigInt64Array(value.slice(0, layout.size).buffer))
    .filter((words) => words[STATS.count] !== 0n);
  const sum = (index: number): bigint => cpus.reduce((total, words) => total + (words[index] ?? 0n), 0n);
  const least = cpus.map((words) => (words[STATS.min] ?? 0n) ^ EXTREMES.min).reduce((a, b) => (b < a ? b : a), EXTREMES.min);
  const most = cpus.map((words) => (words[STATS.max] ?? 0n) ^ EXTREMES.max).reduce((a, b) => (b > a ? b : a), EXTREMES.max);
  if (cpus.length === 0) return [];
  // Which CPUs ran is the kernel's choice: sums wrap over several as they do on one.
  const words = [sum(STATS.count), BigInt.asIntN(64, sum(STATS.sum)), least, most];
  if (layout.variance) {
    const squares = cpus.map((each) => (BigInt.asUintN(64, each[STATS.squaresHigh] ?? 0n) << 64n) + BigInt.asUintN(64, each[STATS.squaresLow] ?? 0n));
    words.push(BigInt.asUintN(128, squares.reduce((total, each) => total + each, 0n)));
  }
  for (let bucket = 0; bucket < layout.buckets; bucket++) words.push(sum(layout.firstBucket + bucket));
  return words;
}
