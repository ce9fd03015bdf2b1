import { describe, expect, test } from "vitest";
import { checkRecords } from "../../bench/check-records.mjs";
import type { BenchRecord } from "../../bench/contracts.js";
import { ndjson, table } from "../../bench/report.mjs";
import { replaceTable } from "../../bench/write-table.mjs";

const records: BenchRecord[] = [
  {
    type: "machine", kernel: "6.18", processor: "a processor", cpus: 2, node: "20.20.0", rounds: 3,
    versions: { tapset: "tapset 0.1.0", bpftrace: "bpftrace v0.17.0", c: "" },
  },
  {
    type: "result", case: "count", part: "cost", title: "calls counted", figure: "added cost", unit: "ns per call",
    goal: { bpftrace: 0.6, c: 1.25 },
    tapset: { values: [40, 50, 60], median: 50 },
    peers: { bpftrace: { values: [100, 200, 200], median: 200, ratio: { median: 0.3, min: 0.25, max: 0.4 } }, c: { skipped: "clang isn't installed" } },
    verdict: "unknown",
  },
  { type: "nothing", case: "memory", title: "peak memory", figure: "peak memory", skipped: "needs /usr/bin/time (GNU time)" },
  { type: "nothing", case: "hello", title: "hello", figure: "wall", failed: "node ended with status 1: no" },
];

describe("the table", () => {
  test("has the machine, a row for each part, and what is missing", () => {
    expect(table(records)).toBe(`\
Linux 6.18, a processor, 2 CPUs, Node 20.20.0, tapset 0.1.0, bpftrace v0.17.0; 3 alternating rounds, medians.

| case  |      | tapset  | bpftrace | ratio (min–max)  | c   | ratio (min–max) | wanted                   |         |
| ----- | ---- | ------- | -------- | ---------------- | --- | --------------- | ------------------------ | ------- |
| count | cost | 50.0 ns | 200 ns   | 0.30 (0.25–0.40) | –   |                 | ≤ 0.6 bpftrace, ≤ 1.25 c | unknown |

- count, c: skipped: clang isn't installed
- memory: skipped: needs /usr/bin/time (GNU time)
- hello: failed: node ended with status 1: no
`);
  });

  test("replaces the one between the marks, and nothing else", () => {
    const marks = ["<!-- npm run bench -- --write: begin -->", "<!-- npm run bench -- --write: end -->"];
    const document = `before\n${marks[0]}\nold\n${marks[1]}\nafter\n`;
    expect(replaceTable(document, "new\n")).toBe(`before\n${marks[0]}\n\nnew\n\n${marks[1]}\nafter\n`);
    expect(replaceTable(replaceTable(document, "new\n"), "new\n")).toBe(replaceTable(document, "new\n"));
    expect(() => replaceTable("no marks", "new\n")).toThrow("no place for the table");
  });
});

describe("NDJSON", () => {
  test("has a line for each record", () => {
    expect(ndjson(records).trimEnd().split("\n").map((line) => JSON.parse(line) as unknown)).toEqual(records);
  });

  test("is checked against the schema", () => {
    expect(() => checkRecords(records)).not.toThrow();
    expect(() => checkRecords([{ ...records[1], verdict: "perhaps" }])).toThrow("a record breaks its schema");
    expect(() => checkRecords([{ ...records[1], peers: { c: {} } }])).toThrow("a record breaks its schema");
    expect(() => checkRecords([{ type: "nothing", case: "x" }])).toThrow("a record breaks its schema");
  });
});
