// The same records as text for people and as lines of JSON for programs.
import { figures } from "./figures.mjs";

const HEAD = ["case", "figure", "tapset", "bpftrace", "ratio (min–max)", "wanted", ""];

/** One line for each record. */
export function ndjson(records) {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/** The machine in a sentence, then a table. */
export function table([machine, ...records]) {
  const rows = [HEAD, HEAD.map(() => "---"), ...records.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => (cell === "---" ? "-".repeat(widths[column]) : cell.padEnd(widths[column]))).join(" | ")} |`);
  return `${describeMachine(machine)}\n\n${lines.join("\n")}\n`;
}

function describeMachine({ kernel, processor, cpus, node, peer, rounds }) {
  return `Linux ${kernel}, ${processor}, ${cpus} CPUs, Node ${node}, ${peer || "no bpftrace"}; ${rounds} alternating rounds, medians.`;
}

function cells(record) {
  const { name, figure, goal, tapset, bpftrace, ratio, verdict, skipped, failed } = record;
  if (skipped !== undefined) return [name, figure, "", "", "", "", `skipped: ${skipped}`];
  if (failed !== undefined) return [name, figure, "", "", "", "", `failed: ${failed}`];
  const { format } = figures[figure];
  const range = ratio === undefined ? "" : `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`;
  return [name, figure, side(tapset, format), side(bpftrace, format), range, wanted(goal, format), verdict];
}

function side({ median, delivered, skipped }, format) {
  if (skipped !== undefined) return skipped;
  if (delivered === undefined) return format(median);
  return `${format(median)}, ${Math.min(...delivered).toLocaleString("en")} lines`;
}

function wanted({ ratio, value, delivered }, format) {
  return [
    ...(ratio === undefined ? [] : [`≤ ${ratio}`]),
    ...(value === undefined ? [] : [`< ${format(value)}`]),
    ...(delivered === undefined ? [] : [`${delivered.toLocaleString("en")} lines`]),
  ].join(", ");
}
