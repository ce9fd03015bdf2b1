// `npm run bench [-- NAME… --rounds N --json]`: Tapset beside bpftrace, the same work in alternating rounds. Ratios are
// what counts; docs/performance.md says how each figure is measured. Needs root; what can't be measured is said.
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, release, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cases } from "./cases.mjs";
import { measureCase } from "./measure-case.mjs";
import { ndjson, table } from "./report.mjs";
import { peerVersion, runWithTracefs } from "./tracers.mjs";
import { Workloads } from "./workload.mjs";

const { values: options, positionals: names } = parseArgs({
  options: { rounds: { type: "string", short: "n", default: "5" }, json: { type: "boolean", default: false } },
  allowPositionals: true,
});
const rounds = Number(options.rounds);
const unknown = names.filter((name) => !cases.some((row) => row.name === name));
if (!Number.isInteger(rounds) || rounds < 1 || unknown.length > 0) {
  const complaint = unknown.length > 0 ? `no such case: ${unknown.join(", ")}` : "--rounds takes a number above 0";
  console.error(`${complaint}\ncases: ${cases.map(({ name }) => name).join(" ")}`);
  process.exit(2);
}

const status = runWithTracefs();
if (status !== undefined) process.exit(status);

const records = [
  {
    type: "machine",
    kernel: release(),
    processor: cpus()[0]?.model ?? "unknown processor",
    cpus: availableParallelism(),
    node: process.versions.node,
    peer: peerVersion(),
    rounds,
  },
];
const folder = mkdtempSync(join(tmpdir(), "tapset-bench-"));
try {
  const workloads = new Workloads(folder);
  for (const row of cases.filter(({ name }) => names.length === 0 || names.includes(name))) {
    process.stderr.write(`${row.name}: ${row.title}\n`);
    records.push(await measureCase(row, { rounds, folder, workloads }));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(options.json ? ndjson(records) : table(records));
