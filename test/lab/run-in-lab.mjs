// Test files inside a guest: transforms made here, tests run there by vitest, its report judged here.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { judgeReport } from "../../tools/judge-report.mjs";
import { boot, EXCHANGE } from "./boot.mjs";
import { debugInfoPath, withIndex } from "./debug-info.mjs";
import { repository } from "./places.mjs";
import { LOCKED_WORDS } from "./qemu-arguments.mjs";

const TIMEOUT_MS = 4_500_000;
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
 * Runs the lab's test files, or those that match `files`, of which none is left out, in a guest; gives what came of it, as judgeReport
 * does.
 *
 * @param {{ readonly locked?: boolean, readonly kernel?: string, readonly files?: readonly string[], readonly signal?: AbortSignal, readonly onOutput?: (text: string) => void }} options
 */
export async function runInLab({ locked = false, kernel, files = [], signal, onOutput = (text) => process.stdout.write(text) }) {
  const machine = locked ? "locked-lab" : "lab";
  let judged;
  const debugInfo = debugInfoPath(kernel);
  const status = await boot({
    kernel,
    modules: MODULES,
    bootWords: locked ? LOCKED_WORDS : [],
    command: withIndex([...vitest, "run", ...configuration, "--reporter=default", "--reporter=json", `--outputFile.json=${EXCHANGE}/report.json`, ...files], kernel),
    environment: { CI: "1", NO_COLOR: "1", ...(files.length === 0 ? { TAPSET_LAB: machine } : {}), ...(debugInfo && { SYSTEMTAP_DEBUGINFO_PATH: debugInfo }) },
    cwd: repository,
    timeoutMs: TIMEOUT_MS,
    after: (exchange) => (judged = judgeReport(join(exchange, "report.json"), machine, { isWhole: files.length === 0 })),
    onOutput,
    signal,
  });
  // A run that dies between tests has none that failed.
  return status !== 0 && judged.failed === 0 ? { ...judged, failed: 1 } : judged;
}
