import { spawn } from "node:child_process";
import { environment, monotonicMs, PATIENCE_MS } from "./run-command.mjs";

/**
 * Runs a command that says little, to its end; `announcedMs` is when it wrote the line that matches, on either stream. Times are on the
 * system's monotonic clock.
 *
 * @param {readonly string[]} words
 * @param {RegExp} line with the flag `m`
 * @returns {Promise<{ announcedMs: number, endedMs: number, stderr: string }>}
 * @throws Error when it ends with anything but status 0, or never writes that line
 */
export async function runAnnounced([command = "", ...args], line) {
  const child = spawn(command, args, { env: environment, stdio: ["ignore", "pipe", "pipe"], timeout: PATIENCE_MS });
  /** @type {number | undefined} */
  let announcedMs;
  const said = { stdout: "", stderr: "" };
  for (const name of /** @type {const} */ (["stdout", "stderr"])) {
    child[name].setEncoding("utf8").on("data", (text) => {
      said[name] += text;
      if (announcedMs === undefined && line.test(said[name])) announcedMs = monotonicMs();
    });
  }
  let endedMs = 0;
  child.on("exit", () => (endedMs = monotonicMs()));
  const { code, signal } = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
  if (code !== 0) throw new Error(`${command} ended with ${signal ?? `status ${code}`}: ${said.stderr.trim().split("\n").at(-1)}`);
  if (announcedMs === undefined) throw new Error(`${command} hasn't said that it attaches`);
  return { announcedMs, endedMs, stderr: said.stderr };
}
