// `npm run example-scripts [-- --target FOLDER]`: compiles SystemTap's example scripts for this kernel and, where it's set up, for the lab's,
// and writes the page of what came of it. With a folder of `tapset freeze` that is the lab's kernel, and no guest is started.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { freezeLab } from "../test/lab/frozen-lab.mjs";
import { whyNotSetUp } from "../test/lab/kernel.mjs";
import { COMPILES, compileExamples, exampleScripts } from "./example-scripts.mjs";
import { exampleScriptsPage } from "./example-scripts-page.mjs";
import { recogniseMachine, thisMachine } from "./machines.mjs";

const { values } = parseArgs({ options: { target: { type: "string" } } });
const examples = exampleScripts();

async function compileFor(machine, target) {
  const onResult = (name, result) => console.log(`${machine}: ${name}: ${result}`);
  const scripts = await compileExamples(examples, { target, onResult });
  console.log(`${machine}: ${Object.values(scripts).filter((result) => result === COMPILES).length} of ${examples.length} compile`);
  return { machine, found: { "example-scripts": scripts } };
}

const here = recogniseMachine(await thisMachine());
const runs = here.isKnown ? [await compileFor(here.name)] : [];
const missing = whyNotSetUp();
if (values.target !== undefined) runs.push(await compileFor("lab", values.target));
else if (missing === undefined) {
  const folder = mkdtempSync(join(tmpdir(), "tapset-frozen-"));
  try {
    if ((await freezeLab(folder)) !== 0) throw new Error("the lab's kernel can't be frozen");
    runs.push(await compileFor("lab", folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
} else console.error(`the lab's column stays as it is: ${missing}`);
exampleScriptsPage.write(runs);
