import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Both tracers run with what `sudo` would leave of the environment: variables that slow down one runtime aren't its figure. */
const environment = Object.fromEntries(["PATH", "HOME", "LANG", "TERM"].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));

/**
 * Runs a command to its end. Its output goes to files in `folder`, not through pipes: a reader would compete with what is
 * measured for the processors.
 *
 * @returns {Promise<{ wallMs: number, peakBytes?: number, stdout: Buffer, stderr: string }>} `peakBytes` when `withPeak`
 * @throws Error when it ends with anything but status 0
 */
export async function runCommand([command, ...args], folder, { withPeak = false } = {}) {
  const paths = { stdout: join(folder, "stdout"), stderr: join(folder, "stderr"), peak: join(folder, "peak") };
  const stdout = openSync(paths.stdout, "w");
  const stderr = openSync(paths.stderr, "w");
  const line = withPeak ? ["/usr/bin/time", "--format=%M", `--output=${paths.peak}`, "--", command, ...args] : [command, ...args];
  const start = performance.now();
  const ended = await new Promise((resolve, reject) => {
    const child = spawn(line[0], line.slice(1), { env: environment, stdio: ["ignore", stdout, stderr] });
    child.on("error", reject);
    child.on("exit", (status, signal) => resolve({ status, signal }));
  }).finally(() => {
    closeSync(stdout);
    closeSync(stderr);
  });
  const wallMs = performance.now() - start;
  const said = readFileSync(paths.stderr, "utf8");
  if (ended.status !== 0) {
    throw new Error(`${command} ended with ${ended.signal ?? `status ${ended.status}`}: ${said.trim().split("\n").at(-1)}`);
  }
  const result = { wallMs, stdout: readFileSync(paths.stdout), stderr: said };
  if (withPeak) result.peakBytes = Number(readFileSync(paths.peak, "utf8")) * 1024;
  for (const path of Object.values(paths)) rmSync(path, { force: true });
  return result;
}
