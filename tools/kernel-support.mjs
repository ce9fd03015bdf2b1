// docs/kernel-support.md: what serves each probe of the tapsets on the kernels the tests run on. Test runs bring the facts
// (test/behaviour/kernel-support.native.test.ts), docs/kernel-support.json keeps them, the page is made of that.
import { readFileSync, writeFileSync } from "node:fs";

const dataFile = new URL("../docs/kernel-support.json", import.meta.url);
const pageFile = new URL("../docs/kernel-support.md", import.meta.url);

/** The machines there are pages of, and what kernel they have. */
export const columns = { native: "no kprobes, `lockdown=integrity`", lab: "Debian's, everything allowed", "locked-lab": "Debian's, `lockdown=confidentiality`" };

/** What a run's report says of support; undefined where that test didn't run. */
export function supportOf(testResults) {
  for (const { meta } of testResults.flatMap(({ assertionResults }) => assertionResults)) {
    const report = meta?.kernelSupport;
    if (report === undefined) continue;
    const probes = report.probes.map(({ probe, verdict, backends, missing, lacks }) => [
      probe,
      verdict === "no" ? { verdict, ...(lacks !== undefined && { lacks }) } : { verdict, backends, ...(missing.length > 0 && { missing: missing.map(({ value }) => value) }) },
    ]);
    return { release: report.release.replace(/^(\d+\.\d+).*/, "$1"), probes: Object.fromEntries(probes) };
  }
  return undefined;
}

/** Whether what is kept of machines is what runs have found there, and the page what is kept. */
export function isSupportCurrent(runs) {
  const kept = readData();
  const found = runs.filter(({ machine, support }) => support !== undefined && kept[machine] !== undefined);
  return found.every(({ machine, support }) => JSON.stringify(kept[machine]) === JSON.stringify(support)) && readFileSync(pageFile, "utf8") === page(kept);
}

/** Keeps what runs have found, and writes the page. */
export function writeSupport(runs) {
  const data = readData();
  for (const { machine, support } of runs) if (support !== undefined && machine in columns) data[machine] = support;
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
  const machines = Object.keys(columns).filter((machine) => data[machine] !== undefined);
  const probes = [...new Set(machines.flatMap((machine) => Object.keys(data[machine].probes)))].sort();
  const served = (machine) => Object.values(data[machine].probes).filter(({ verdict }) => verdict !== "no").length;
  return [
    "# Which kernels serve which probes",
    "",
    "Written by `npm run kernel-support` from what tests found: each probe that is said to be served was attached there, by what is named. `npm test` fails when it finds anything else.",
    "For another kernel, `tapset freeze DIR` there and `tapset check --target DIR` anywhere say the same.",
    "",
    ...machines.map((machine) => `- Linux ${data[machine].release}, ${columns[machine]}: ${served(machine)} of ${Object.keys(data[machine].probes).length} probes`),
    "",
    `| probe | ${machines.map((machine) => `${data[machine].release}${machine === "locked-lab" ? ", locked" : ""}`).join(" | ")} |`,
    `|---|${machines.map(() => "---|").join("")}`,
    ...probes.map((probe) => `| \`${probe}\` | ${machines.map((machine) => cell(data[machine].probes[probe])).join(" | ")} |`),
    "",
  ].join("\n");
}

function cell(entry) {
  if (entry === undefined) return "";
  if (entry.verdict === "no") return entry.lacks === undefined ? "no" : `no: ${entry.lacks}`;
  const without = entry.missing === undefined ? "" : `; without ${entry.missing.map((name) => `\`${name}\``).join(", ")}`;
  return `${entry.backends.map((point) => `\`${point.replaceAll("|", "\\|")}\``).join(", ")}${without}`;
}
