// docs/probe-points.md: which forms of probe points fire on the kernels the tests run on, and with which words the others are refused.
// Test runs bring the facts (test/behaviour/probe-points.native.test.ts), docs/probe-points.json keeps them, the page is made of that.
import { columns, foundPage } from "./found-page.mjs";

function read(testResults) {
  return testResults.flatMap(({ assertionResults }) => assertionResults).find(({ meta }) => meta?.probePoints !== undefined)?.meta.probePoints.points;
}

/** docs/probe-points: whether it's what runs have found, and writing it. */
export const probePoints = foundPage({ name: "probe-points", test: "test/behaviour/probe-points.native.test.ts", read, page });

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
