// `npm run lab [-- --locked] [-- --kernel PACKAGE] [FILE…]`: the native tests on Debian's kernel in QEMU; with --locked on the same
// kernel locked down for confidentiality. Ends with the line that `npm test` ends with.
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { printCounts, printSkips } from "../../tools/print-run.mjs";
import { whyNotSetUp } from "./kernel.mjs";
import { repository } from "./places.mjs";
import { prepareTransforms, runInLab } from "./run-in-lab.mjs";

const { values, positionals: files } = parseArgs({
  options: { locked: { type: "boolean", default: false }, kernel: { type: "string" } },
  allowPositionals: true,
});
const missing = whyNotSetUp(values.kernel);
if (missing !== undefined) {
  console.error(`lab: ${missing}`);
  process.exit(2);
}

// Guests run packages as they are built.
const built = spawnSync("npm", ["run", "--silent", "build"], { cwd: repository, stdio: "inherit" });
if (built.status !== 0) process.exit(1);

// qemu ends with its signal's sender; what this process has set up it takes down itself.
const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => interruption.abort());
try {
  prepareTransforms(files);
  const run = await runInLab({ locked: values.locked, kernel: values.kernel, files, signal: interruption.signal });
  printSkips(run);
  console.log(printCounts([run]));
  process.exitCode = run.failed === 0 ? 0 : 1;
} catch (error) {
  console.error(`lab: ${error.message}`);
  process.exitCode = interruption.signal.aborted ? 130 : 1;
}
