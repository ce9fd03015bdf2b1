// `npm test`: the checks and every vitest project, then one line `N passed, N failed, N skipped` over all of it.
// A failing check counts as one failed test, and so does a skip that isn't expected on this kind of machine.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { judgeSkips, machineKind } from "./skips.mjs";

const checks = [
  ["types and bundle", ["npm", "run", "build", "--silent"]],
  ["types of the bench", ["npx", "tsc", "-p", "bench"]],
  ["project references", ["node", "tools/references.mjs", "--check"]],
  ["tapset manifests", ["node", "tools/pack.mjs", "--check"]],
  ["lint", ["npx", "eslint", "."]],
];
let passed = 0;
let failed = 0;
let skipped = 0;
for (const [name, [command, ...args]] of checks) {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status === 0) passed += 1;
  else {
    failed += 1;
    console.error(`check failed: ${name}`);
  }
}

const folder = mkdtempSync(join(tmpdir(), "tapset-test-"));
const report = join(folder, "report.json");
const run = spawnSync("npx", ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, ...(!process.stdout.isTTY && { NO_COLOR: "1" }) },
});
try {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites, testResults } = JSON.parse(readFileSync(report, "utf8"));
  passed += numPassedTests;
  failed += numFailedTests;
  skipped += numPendingTests + numTodoTests;
  // A file that can't be loaded has no tests to fail; a run that dies between tests has none either.
  const broken = testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"));
  failed += broken.length;
  if (run.status !== 0 && numFailedTests === 0 && numFailedTestSuites === 0) failed += 1;
  const kind = await machineKind();
  for (const { title, file, isExpected } of judgeSkips(testResults, kind)) {
    if (!isExpected) failed += 1;
    console.log(`skipped${isExpected ? "" : `, not expected as ${kind}`}: ${title} (${relative(process.cwd(), file)})`);
  }
} catch (cause) {
  failed += 1;
  console.error(`no test report: ${cause.message}`);
}
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
