// docs/probe-points.md: which forms of probe points fire on the kernels the tests run on, and with which words the others are refused.
// Test runs bring the facts (test/behaviour/probe-points.native.test.ts), docs/probe-points.json keeps them, the page is made of that.
import { readFileSync, writeFileSync } from "node:fs";
import { columns } from "./kernel-support.mjs";

const dataFile = new URL("../docs/probe-points.json", import.meta.url);
const pageFile = new URL("../docs/probe-points.md", import.meta.url);

/** What a run's report says of probe points; undefined where that test didn't run. */
export function pointsOf(testResults) {
  return testResults.flatMap(({ assertionResults }) => assertionResults).find(({ meta }) => meta?.probePoints !== undefined)?.meta.probePoints.points;
}

/** Whether what is kept of machines is what runs have found there, and the page what is kept. */
export function arePointsCurrent(runs) {
  const kept = readData();
  const found = runs.filter(({ machine, points }) => points !== undefined && kept[machine] !== undefined);
  return found.every(({ machine, points }) => JSON.stringify(kept[machine]) === JSON.stringify(points)) && readFileSync(pageFile, "utf8") === page(kept);
}

/** Keeps what runs have found, and writes the page. */
export function writePoints(runs) {
  const data = readData();
  for (const { machine, points } of runs) if (points !== undefined && machine in columns) data[machine] = points;
  const ordered = Object.fromEntries(Object.keys(columns).flatMap((machine) => (data[machine] === undefined ? [] : [[machine, data[machine]]])));
  writeFileSync(dataFile, `${JSON.stringify(ordered, null, 1)}\n`);
  writeFileSync(pageFile, page(ordered));
}

function readData() {
  try {
    return JSON.parse(readFileSync(dataFile, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
}

function page(data) {
  const machines = Object.keys(data);
  const forms = [...new Set(machines.flatMap((machine) => Object.keys(data[machine])))];
  const firing = (machine) => Object.values(data[machine]).filter((result) => result === "fires").length;
  const cell = (text = "") => text.replaceAll("|", "\\|");
  return [
    "# Which probe points of the kernel's side fire",
    "",
    "Written by `npm run probe-points` from what tests found: one point of each form was attached while a command did what it fires at. `npm test` fails when it finds anything else.",
    "Aliases of tapsets are in [kernel-support.md](kernel-support.md).",
    "",
    ...machines.map((machine) => `- ${machine}: ${columns[machine]}: ${firing(machine)} of ${Object.keys(data[machine]).length} forms fire`),
    "",
    `| form | ${machines.join(" | ")} |`,
    `|---|${machines.map(() => "---|").join("")}`,
    ...forms.map((form) => `| \`${cell(form)}\` | ${machines.map((machine) => cell(data[machine][form])).join(" | ")} |`),
    "",
  ].join("\n");
}
