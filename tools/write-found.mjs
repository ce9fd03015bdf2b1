// `npm run kernel-support` and its like: ask this machine and, where they are set up, both labs, and write the page of what they found.
import { whyNotSetUp } from "../test/lab/kernel.mjs";
import { prepareTransforms, runInLab } from "../test/lab/run-in-lab.mjs";
import { foundPages } from "./found-pages.mjs";
import { printCounts, printSkips } from "./print-run.mjs";
import { runHere } from "./run-here.mjs";

const [wanted] = process.argv.slice(2);
const page = foundPages.find(({ name }) => name === wanted);
if (page === undefined) throw new Error(`write-found: name one of ${foundPages.map(({ name }) => name).join(", ")}`);
const files = [page.test];
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
else page.write(runs);
process.exitCode = failed ? 1 : 0;
