// `npm run kernel-support`: asks this machine and, where they are set up, both labs what serves each probe, and writes docs/kernel-support.md.
import { whyNotSetUp } from "../test/lab/kernel.mjs";
import { prepareTransforms, runInLab } from "../test/lab/run-in-lab.mjs";
import { writeSupport } from "./kernel-support.mjs";
import { printCounts, printSkips } from "./print-run.mjs";
import { runHere } from "./run-here.mjs";

const files = ["test/behaviour/kernel-support.native.test.ts"];
const runs = [await runHere(files)];
const missing = whyNotSetUp();
if (missing === undefined) {
  prepareTransforms(files);
  for (const locked of [false, true]) runs.push(await runInLab({ locked, files }));
} else console.error(`the labs' columns stay as they are: ${missing}`);
for (const run of runs) printSkips(run);
console.log(printCounts(runs));
const failed = runs.some((run) => run.failed > 0);
if (failed) console.error("nothing was written: what failed has to be mended first");
else writeSupport(runs);
process.exitCode = failed ? 1 : 0;
