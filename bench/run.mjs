// `npm run bench [-- NAME… --rounds N --json --list --write --kernel PACKAGE]`: Tapset beside its peers, the same work in alternating rounds. Ratios are
// what counts; docs/performance.md says how each figure is measured. Needs root; what can't be measured is said.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cases } from "./cases.mjs";
import { checkRecords } from "./check-records.mjs";
import { machineRecord } from "./machine-record.mjs";
import { measureCase } from "./measure-case.mjs";
import { Programs } from "./programs.mjs";
import { ndjson, table } from "./report.mjs";
import { runInGuest } from "./run-in-guest.mjs";
import { runWithTracefs } from "./tracefs.mjs";
import { writeTable } from "./write-table.mjs";

const DOCUMENT = new URL("../docs/performance.md", import.meta.url);

const { values: options, positionals: names } = parseArgs({
  options: {
    rounds: { type: "string", short: "n", default: "5" },
    json: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    kernel: { type: "string" },
  },
  allowPositionals: true,
});
if (options.list) {
  const width = Math.max(...cases.map(({ name }) => name.length));
  for (const { name, title } of cases) console.log(`${name.padEnd(width)}  ${title}`);
  process.exit(0);
}
const rounds = Number(options.rounds);
const unknown = names.filter((name) => !cases.some((row) => row.name === name));
const complaint =
  unknown.length > 0 ? `no such case: ${unknown.join(", ")}\nlist them with --list`
  : !Number.isInteger(rounds) || rounds < 1 ? "--rounds takes a number above 0"
  : options.write && names.length > 0 ? "--write is for the whole table: leave out the names"
  : options.write && options.kernel !== undefined ? "--write is for this machine: leave out --kernel"
  : undefined;
if (complaint !== undefined) {
  console.error(complaint);
  process.exit(2);
}

if (options.kernel !== undefined) {
  const words = ["--rounds", options.rounds, ...(options.json ? ["--json"] : []), ...names];
  process.exit(await runInGuest(options.kernel, words));
}

const status = runWithTracefs();
if (status !== undefined) process.exit(status);

/** @type {import("./contracts.js").BenchRecord[]} */
const records = [machineRecord(rounds)];
const folder = mkdtempSync(join(tmpdir(), "tapset-bench-"));
try {
  const programs = new Programs(folder);
  for (const row of cases.filter(({ name }) => names.length === 0 || names.includes(name))) {
    process.stderr.write(`${row.name}: ${row.title}\n`);
    records.push(...(await measureCase(row, { rounds, folder, programs })));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
checkRecords(records);
process.stdout.write(options.json ? ndjson(records) : table(records));
if (options.write) writeTable(DOCUMENT, table(records));
