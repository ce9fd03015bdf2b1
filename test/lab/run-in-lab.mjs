// Test files inside a guest: transforms made here, tests run there by vitest, its report judged here.
import { spawnSync } from "node:child_process";
import { join, relative } from "node:path";
import { judgeResults } from "../../tools/judge-report.mjs";
import { boot, EXCHANGE } from "./boot.mjs";
import { debugInfoPath, withIndex } from "./debug-info.mjs";
import { GuestError } from "./guest-error.mjs";
import { repository } from "./places.mjs";
import { LOCKED_WORDS } from "./qemu-arguments.mjs";
import { readReport, REPORT_VARIABLE } from "./report.mjs";

/** Of all guests of a run. */
const TIMEOUT_MS = 3_600_000;
/** A test of a whole run may take five minutes, and be tried twice. What is run by name may take its time. */
const SILENCE_MS = 630_000;
/** Devices that tests use: loop devices, a SCSI disk that is none, and network devices in pairs. */
const MODULES = ["loop", "sd_mod", "scsi_debug dev_size_mb=8", "veth", "bridge"];
const vitest = [process.execPath, join(repository, "node_modules/vitest/vitest.mjs")];
// What vite itself would start slowly in the guest is left out: the configuration is plain JavaScript.
const configuration = ["--config", join(repository, "test/lab/vitest.config.mjs"), "--configLoader", "native"];

/** Transforms the test files and what they import beside packages, which are to be built already, so that guests need not. Runs no test. */
export function prepareTransforms(files = []) {
  const [program, ...args] = vitest;
  const { status, stderr } = spawnSync(program, [...args, "list", ...configuration, ...files], {
    cwd: repository,
    env: files.length === 0 ? { ...process.env, TAPSET_LAB: "any" } : process.env,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status !== 0) throw new Error(`vitest list: ended with ${status}:\n${stderr.trim()}`);
}

/**
 * Runs the lab's test files, or those that match `files`, of which none is left out; gives what came of it, as judgeResults does. A guest
 * that hangs or dies is followed by another, which runs the files that are left; a file that two guests don't survive has failed.
 *
 * @param {{ readonly locked?: boolean, readonly kernel?: string, readonly files?: readonly string[], readonly signal?: AbortSignal, readonly onOutput?: (text: string) => void }} options
 */
export async function runInLab({ locked = false, kernel, files = [], signal, onOutput = (text) => process.stdout.write(text) }) {
  const machine = locked ? "locked-lab" : "lab";
  const deadline = performance.now() + TIMEOUT_MS;
  const testResults = [];
  const lostIn = new Set();
  for (;;) {
    let report;
    const ended = await runInGuest(
      { machine, locked, kernel, files, signal, onOutput },
      { without: testResults.map(({ name }) => name), timeoutMs: deadline - performance.now(), after: (read) => (report = read) },
    );
    testResults.push(...report.testResults);
    if (!(ended instanceof GuestError)) {
      const judged = judgeResults(testResults, machine, { isWhole: files.length === 0 });
      // A run that dies between tests has none that failed.
      return ended !== 0 && judged.failed === 0 ? { ...judged, failed: 1 } : judged;
    }
    const { unfinished } = report;
    const isLate = performance.now() > deadline;
    if (isLate || lostIn.has(unfinished)) {
      if (unfinished === undefined) throw ended;
      testResults.push({ name: unfinished, status: "failed", message: ended.message, assertionResults: [] });
    }
    if (isLate) return { ...judgeResults(testResults, machine), complaint: "what was left had no time to run" };
    lostIn.add(unfinished);
    onOutput(`${unfinished === undefined ? "before any file" : relative(repository, unfinished)}: ${ended.message}\nanother guest runs what is left\n`);
  }
}

/** What vitest ended with in a guest, or the GuestError by which the guest did. */
async function runInGuest({ machine, locked, kernel, files, signal, onOutput }, { without, timeoutMs, after }) {
  const debugInfo = debugInfoPath(kernel);
  const exclusions = without.flatMap((file) => ["--exclude", relative(repository, file)]);
  const reporters = ["--reporter=default", `--reporter=${join(repository, "test/lab/reporter.mjs")}`];
  try {
    return await boot({
      kernel,
      modules: MODULES,
      bootWords: locked ? LOCKED_WORDS : [],
      command: withIndex([...vitest, "run", ...configuration, ...reporters, ...exclusions, ...files], kernel),
      environment: { CI: "1", NO_COLOR: "1", [REPORT_VARIABLE]: `${EXCHANGE}/report`, ...(files.length === 0 ? { TAPSET_LAB: machine } : {}), ...(debugInfo && { SYSTEMTAP_DEBUGINFO_PATH: debugInfo }) },
      cwd: repository,
      timeoutMs,
      ...(files.length === 0 && { silenceMs: SILENCE_MS }),
      after: (exchange) => after(readReport(join(exchange, "report"))),
      onOutput,
      signal,
    });
  } catch (error) {
    if (error instanceof GuestError && !signal?.aborted) return error;
    throw error;
  }
}
