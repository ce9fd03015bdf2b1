// docs/example-scripts.md: which of SystemTap's example scripts compile. `npm run example-scripts` brings the facts, and no test run, docs/example-scripts.json
// keeps them, the page is made of that; test/behaviour/example-scripts.native.test.ts tries some.
import { COMPILES } from "./example-scripts.mjs";
import { columns, foundPage } from "./found-page.mjs";

/** docs/example-scripts: whether it's what runs have found, and writing it. */
export const exampleScriptsPage = foundPage({ name: "example-scripts", test: "test/behaviour/example-scripts.native.test.ts", read: () => undefined, page });

function page(data) {
  const machines = Object.keys(data);
  const names = [...new Set(machines.flatMap((machine) => Object.keys(data[machine])))].sort();
  const compiling = (machine) => Object.values(data[machine]).filter((result) => result === COMPILES).length;
  const cell = (text = "") => text.replaceAll("|", "\\|");
  return [
    "# Which of SystemTap's example scripts compile",
    "",
    "Written by `npm run example-scripts`. Debian's packages systemtap and systemtap-doc bring these scripts, each with the command line by which its authors check that it compiles.",
    "Natively the kernel takes the programs, too (`-p4`); for the lab's kernel they are compiled for what `tapset freeze` tells of it (`-p3`), without debug information.",
    "Where something is wrong, the first thing that is said of it stands here.",
    "",
    ...machines.map((machine) => `- ${machine}: ${columns[machine]}: ${compiling(machine)} of ${Object.keys(data[machine]).length} compile`),
    "",
    `| script | ${machines.join(" | ")} |`,
    `|---|${machines.map(() => "---|").join("")}`,
    ...names.map((name) => `| ${name} | ${machines.map((machine) => cell(data[machine][name])).join(" | ")} |`),
    "",
  ].join("\n");
}
