import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export const TRACEFS = "/sys/kernel/tracing";
/** Marks the process that was started again. */
const AGAIN = "TAPSET_BENCH_HAS_TRACEFS";
/** Their events come with every call of every program, or don't come from a tracepoint of their own. */
const UNFIT = new Set(["syscalls", "raw_syscalls", "ftrace", "initcall"]);

export function hasTracefs() {
  return existsSync(TRACEFS) && readdirSync(TRACEFS).length > 0;
}

/**
 * The first trace events of this kernel as `[subsystem, name]`, no name twice.
 *
 * @param {number} count
 */
export function traceEvents(count) {
  const lines = readFileSync(`${TRACEFS}/available_events`, "utf8").trim().split("\n").sort();
  const events = new Map(lines.map((line) => line.split(":")).map(([subsystem = "", name = ""]) => [name, subsystem]));
  return [...events].filter(([, subsystem]) => !UNFIT.has(subsystem)).slice(0, count).map(([name, subsystem]) => /** @type {const} */ ([subsystem, name]));
}

/**
 * Where tracefs isn't mounted, starts this program again in a mount namespace of its own that has it: bpftrace can't do without, and
 * all are to see the same machine. Returns the status it ended with; undefined when that wasn't needed or can't be.
 */
export function runWithTracefs() {
  if (process.env[AGAIN] !== undefined || process.geteuid?.() !== 0 || hasTracefs()) return undefined;
  const script = `mount -t tracefs nodev ${TRACEFS}; exec "$@"`;
  const again = ["-m", "sh", "-c", script, "sh", process.execPath, ...process.argv.slice(1)];
  return spawnSync("unshare", again, { stdio: "inherit", env: { ...process.env, [AGAIN]: "1" } }).status ?? 1;
}
