import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Everybody runs with what `sudo` would leave of the environment: variables that slow down one runtime aren't its figure. */
export const environment = {
  ...Object.fromEntries(["PATH", "HOME", "LANG", "TERM"].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  // Without it bpftrace attaches to 512 places at most.
  BPFTRACE_MAX_PROBES: "5000",
};
/** Nothing that is measured takes as long. */
export const PATIENCE_MS = 180_000;

/**
 * Runs a command to its end. Its output goes to files in `folder`, not through pipes: a reader would compete with what is
 * measured for the processors. `startMs` is on the system's monotonic clock; `peakBytes` and `processorMs`, of
 * the command and all it has waited for, are 0 without `withUsage`.
 *
 * @param {readonly string[]} words
 * @param {string} folder
 * @returns {Promise<{ startMs: number, wallMs: number, peakBytes: number, processorMs: number, stdout: Buffer, stderr: string }>}
 * @throws Error when it ends with anything but status 0
 */
export async function runCommand(words, folder, { withUsage = false } = {}) {
  const paths = { stdout: join(folder, "stdout"), stderr: join(folder, "stderr"), usage: join(folder, "usage") };
  const stdout = openSync(paths.stdout, "w");
  const stderr = openSync(paths.stderr, "w");
  const [command = "", ...args] = withUsage ? ["/usr/bin/time", "--format=%M %U %S", `--output=${paths.usage}`, "--", ...words] : words;
  const startMs = monotonicMs();
  /** @type {{ status: number | null, signal: string | null }} */
  const ended = await new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: environment, stdio: ["ignore", stdout, stderr], timeout: PATIENCE_MS });
    child.on("error", reject);
    child.on("exit", (status, signal) => resolve({ status, signal }));
  }).finally(() => {
    closeSync(stdout);
    closeSync(stderr);
  });
  const wallMs = monotonicMs() - startMs;
  const said = readFileSync(paths.stderr, "utf8");
  if (ended.status !== 0) {
    throw new Error(`${words[0]} ended with ${ended.signal ?? `status ${ended.status}`}: ${said.trim().split("\n").at(-1)}`);
  }
  const [kilobytes = 0, userSeconds = 0, systemSeconds = 0] = withUsage ? readFileSync(paths.usage, "utf8").split(" ").map(Number) : [];
  const result = { startMs, wallMs, peakBytes: kilobytes * 1024, processorMs: (userSeconds + systemSeconds) * 1000, stdout: readFileSync(paths.stdout), stderr: said };
  for (const path of Object.values(paths)) rmSync(path, { force: true });
  return result;
}

/** What workloads written in C read too, as CLOCK_MONOTONIC. */
export function monotonicMs() {
  return Number(process.hrtime.bigint()) / 1e6;
}
