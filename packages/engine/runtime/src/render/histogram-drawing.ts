import { bucketCount, bucketValue } from "@tapset/compiler";
import type { HistogramShape } from "@tapset/core";

/** Columns of the longest bar. */
const BAR_WIDTH = 50;
/** Empty rows shown on each side of a gap (SystemTap's HIST_ELISION), unless a shape says otherwise. */
const SHOWN_EMPTY = 2;

/**
 * A histogram as SystemTap draws it:
 *
 * ```
 * value |-------------------------------------------------- count
 *     0 |@@@@@@                                             6
 *     1 |                                                   0
 * ```
 *
 * Bars are one `@` a sample while the longest fits, else scaled down. Empty rows at both ends are left out but for two;
 * of a longer gap only the first and last two are shown, with a `~` between. HIST_ELISION makes other numbers of two.
 */
export function drawHistogram(shape: HistogramShape, counts: readonly bigint[]): string {
  const shown = rowsToShow(shape, counts);
  if (shown.length === 0) return "";
  const labels = shown.map((bucket) => (bucket === "gap" ? "" : label(shape, bucket)));
  const labelWidth = Math.max("value".length, ...labels.map((text) => text.length));
  const largest = counts.reduce((a, b) => (a > b ? a : b), 0n);
  const countWidth = String(largest).length;
  const perColumn = (largest + BigInt(BAR_WIDTH) - 1n) / BigInt(BAR_WIDTH);
  const lines = shown.map((bucket, index) => {
    if (bucket === "gap") return `${" ".repeat(labelWidth)} ~\n`;
    const count = counts[bucket] ?? 0n;
    const bar = "@".repeat(Number(count / perColumn)).padEnd(BAR_WIDTH);
    return `${labels[index]?.padStart(labelWidth)} |${bar} ${String(count).padStart(countWidth)}\n`;
  });
  return `${"value".padStart(labelWidth)} |${"-".repeat(BAR_WIDTH)} count\n${lines.join("")}`;
}

function label(shape: HistogramShape, bucket: number): string {
  const value = bucketValue(shape, bucket);
  if (value !== undefined) return String(value);
  if (shape.kind === "log") return "";
  return bucket === 0 ? `<${shape.low}` : `>${shape.low + shape.width * BigInt(bucketCount(shape) - 3)}`;
}

/** Buckets to draw, in order; "gap" stands for those left out in the middle. Nothing when all are empty. */
function rowsToShow(shape: HistogramShape, counts: readonly bigint[]): (number | "gap")[] {
  // A linear histogram's buckets outside its range appear only when they hold something.
  const margin = shape.kind === "linear" ? 1 : 0;
  const shownEmpty = shape.shownEmpty === undefined ? SHOWN_EMPTY : shape.shownEmpty < 0 ? counts.length : shape.shownEmpty;
  const filled = [...counts.keys()].filter((bucket) => counts[bucket] !== 0n);
  const first = filled[0];
  const last = filled.at(-1);
  if (first === undefined || last === undefined) return [];
  const rows: (number | "gap")[] = range(Math.min(first, Math.max(margin, first - shownEmpty)), first);
  for (const [index, bucket] of filled.entries()) {
    rows.push(bucket);
    const next = filled[index + 1] ?? bucket + 1;
    const isLong = next - bucket - 1 > 2 * shownEmpty;
    if (isLong) rows.push(...range(bucket + 1, bucket + 1 + shownEmpty), "gap", ...range(next - shownEmpty, next));
    else rows.push(...range(bucket + 1, next));
  }
  rows.push(...range(last + 1, Math.min(counts.length - margin, last + 1 + shownEmpty)));
  return rows;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
