// `npm test`: the checks, every vitest project here, and the native tests in both labs where they are set up; then one line
// `N passed, N failed, N skipped` over all of it. A failing check counts as one failed test, and so does a skip that isn't expected.
import { spawnSync } from "node:child_process";
import { whyNotSetUp } from "../test/lab/kernel.mjs";
import { prepareTransforms, runInLab } from "../test/lab/run-in-lab.mjs";
import { foundPages } from "./found-pages.mjs";
import { printCounts, printFailures, printSkips } from "./print-run.mjs";
import { runHere } from "./run-here.mjs";

const checks = [
  ["types and bundle", ["npm", "run", "build", "--silent"]],
  ["types of the bench", ["npx", "tsc", "-p", "bench"]],
  ["project references", ["node", "tools/references.mjs", "--check"]],
  ["tapset manifests", ["node", "tools/pack.mjs", "--check"]],
  ["lint", ["npx", "eslint", "."]],
];
// Arguments are vitest's own, for a part of the tests: labs are for the whole.
const args = process.argv.slice(2);
const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => {
    interruption.abort();
    process.exitCode = 130;
  });
}

const runs = [runChecks(), await runHere(args)];
// Not beside the tests here: a guest that has too little of a CPU doesn't get through its own sampling.
if (args.length === 0 && !interruption.signal.aborted) runs.push(...(await runLabs()));
for (const { name } of foundPages.filter((page) => !page.isCurrent(runs))) {
  runs[0].failed += 1;
  console.error(`check failed: docs/${name}.md isn't what these runs found: run npm run ${name}, and look at what changed`);
}
for (const run of runs) printSkips(run);
for (const run of runs) printFailures(run);
console.log(printCounts(runs));
process.exitCode ||= runs.every(({ failed }) => failed === 0) ? 0 : 1;

function emptyRun(machine) {
  return { machine, passed: 0, failed: 0, skipped: 0, skips: [], unused: [] };
}

function runChecks() {
  const run = emptyRun("checks");
  for (const [name, [command, ...rest]] of checks) {
    const { status } = spawnSync(command, rest, { stdio: "inherit" });
    if (status === 0) run.passed += 1;
    else {
      run.failed += 1;
      console.error(`check failed: ${name}`);
    }
  }
  return run;
}

/** Both labs at once: a guest keeps about one CPU busy. */
async function runLabs() {
  const missing = whyNotSetUp();
  if (missing !== undefined) {
    console.log(`skipped: lab: ${missing}`);
    return [{ ...emptyRun("lab"), skipped: 1 }];
  }
  try {
    prepareTransforms();
  } catch (error) {
    return [{ ...emptyRun("lab"), failed: 1, complaint: error.message }];
  }
  return Promise.all([false, true].map(runLab));
}

async function runLab(locked) {
  const machine = locked ? "locked-lab" : "lab";
  let line = "";
  const onOutput = (text) => {
    const lines = (line + text).split("\n");
    line = lines.pop() ?? "";
    for (const each of lines) console.log(`${machine}: ${each}`);
  };
  try {
    return await runInLab({ locked, onOutput, signal: interruption.signal });
  } catch (error) {
    return { ...emptyRun(machine), failed: 1, complaint: error.message };
  }
}
