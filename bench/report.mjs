// The same records as text for people and as lines of JSON for programs.
import { figures } from "./figures.mjs";

/** @typedef {import("./contracts.js").BenchRecord} BenchRecord */
/** @typedef {import("./contracts.js").Part} Part */

/**
 * One line for each record.
 *
 * @param {readonly BenchRecord[]} records
 */
export function ndjson(records) {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/**
 * The machine in a sentence, a table with a column for each peer, and below it what is missing and why.
 *
 * @param {readonly BenchRecord[]} records
 */
export function table(records) {
  const results = records.filter((record) => record.type === "result");
  const peers = [...new Set(results.flatMap((record) => Object.keys(record.peers)))];
  const head = ["case", "", "tapset", ...peers.flatMap((peer) => [peer, "ratio (min–max)"]), "wanted", ""];
  const rows = results.map((record) => cells(record, peers));
  const text = [
    ...records.filter((record) => record.type === "machine").map(describeMachine),
    ...(rows.length > 0 ? [lines(head, rows)] : []),
    ...[missing(records)].filter((list) => list !== ""),
  ];
  return `${text.join("\n\n")}\n`;
}

/** @param {import("./contracts.js").MachineRecord} record */
function describeMachine({ kernel, processor, cpus, node, rounds, versions }) {
  const present = Object.values(versions).filter((version) => version !== "");
  return `Linux ${kernel}, ${processor}, ${cpus} CPUs, Node ${node}, ${present.join(", ")}; ${rounds} alternating rounds, medians.`;
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function lines(head, rows) {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) => `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/**
 * @param {import("./contracts.js").ResultRecord} record
 * @param {readonly string[]} peers
 */
function cells({ case: name, part, figure, goal, tapset, peers: measured, verdict }, peers) {
  const { format } = /** @type {Part} */ (figures[figure]?.parts[part]);
  const columns = peers.flatMap((peer) => {
    const side = measured[peer];
    if (side === undefined) return ["", ""];
    return "values" in side ? [format(side.median), ratioText(side.ratio)] : ["–", ""];
  });
  return [name, part, format(tapset.median), ...columns, wanted(goal, format), verdict === "no goal" ? "" : verdict];
}

/** @param {import("./contracts.js").Ratio | null} ratio */
function ratioText(ratio) {
  return ratio === null ? "" : `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`;
}

/**
 * @param {import("./contracts.js").Goal} goal
 * @param {(value: number) => string} format
 */
function wanted({ value, ...ratios }, format) {
  const bounds = Object.entries(ratios).map(([peer, most]) => `≤ ${most} ${peer}`);
  if (value !== undefined) bounds.unshift(value === 0 ? format(0) : `≤ ${format(value)}`);
  return bounds.join(", ");
}

/** @param {readonly BenchRecord[]} records */
function missing(records) {
  const reasons = records.flatMap((record) => {
    if (record.type === "nothing") return [`${record.case}: ${reasonOf(record)}`];
    if (record.type !== "result") return [];
    return Object.entries(record.peers).flatMap(([peer, side]) => ("values" in side ? [] : [`${record.case}, ${peer}: ${reasonOf(side)}`]));
  });
  return [...new Set(reasons)].map((reason) => `- ${reason}`).join("\n");
}

/** @param {{ skipped?: string, failed?: string }} record */
function reasonOf({ skipped, failed }) {
  return skipped === undefined ? `failed: ${failed}` : `skipped: ${skipped}`;
}
