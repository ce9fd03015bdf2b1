/** One row of a histogram: what's in front, the length of its bar and its count; "~" where rows are left out. */
export type HistogramRow = readonly [bucket: string | number, bar: number, count: number] | "~";

/** A histogram as it is drawn, in columns as wide as their widest entry. */
export function histogramText(...rows: readonly HistogramRow[]): string {
  const shown = rows.filter((row) => row !== "~");
  const left = Math.max(5, ...shown.map(([bucket]) => String(bucket).length));
  const right = Math.max(...shown.map(([, , count]) => String(count).length));
  const lines = rows.map((row) => {
    if (row === "~") return `${" ".repeat(left)} ~\n`;
    const [bucket, bar, count] = row;
    return `${String(bucket).padStart(left)} |${"@".repeat(bar).padEnd(50)} ${String(count).padStart(right)}\n`;
  });
  return `${"value".padStart(left)} |${"-".repeat(50)} count\n${lines.join("")}`;
}
