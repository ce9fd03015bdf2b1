// docs/kernel-support.md: what serves each probe of the tapsets on the kernels the tests run on. Test runs bring the facts
// (test/behaviour/kernel-support.native.test.ts), docs/kernel-support.json keeps them, the page is made of that.
import { columns, foundPage } from "./found-page.mjs";

function read(testResults) {
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

/** docs/kernel-support: whether it's what runs have found, and writing it. */
export const kernelSupport = foundPage({ name: "kernel-support", test: "test/behaviour/kernel-support.native.test.ts", read, page });

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
