// The tests on this machine.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judgeReport } from "./judge-report.mjs";
import { recogniseMachine, thisMachine } from "./machines.mjs";

/**
 * Runs vitest on this machine, and gives what came of it, as judgeReport does.
 *
 * @param {readonly string[]} args vitest's own, for a part of the tests; none for the whole
 */
export async function runHere(args) {
  const folder = mkdtempSync(join(tmpdir(), "tapset-test-"));
  const report = join(folder, "report.json");
  try {
    const { status } = spawnSync("npx", ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args], {
      stdio: "inherit",
      env: { ...process.env, ...(!process.stdout.isTTY && { NO_COLOR: "1" }) },
    });
    const { name, isKnown } = recogniseMachine(await thisMachine());
    if (!isKnown) console.log(`this kind of machine isn't in test/expected-skips.json: judged as ${name}`);
    const judged = judgeReport(report, name, { isWhole: args.length === 0 && isKnown });
    // What another kernel has isn't what the pages say of ours.
    const run = isKnown ? judged : { ...judged, found: undefined };
    // A run that dies between tests has none that failed.
    return status !== 0 && run.failed === 0 ? { ...run, failed: 1 } : run;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
