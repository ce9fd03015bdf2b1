import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../packages/apps/cli/bin/tapset.js", import.meta.url));
const bundle = fileURLToPath(new URL("../packages/apps/cli/dist/tapset.js", import.meta.url));
const TRACEFS = "/sys/kernel/tracing";

/** The two that are compared: how a command line begins, and why one can't be used. */
export const tracers = {
  tapset: {
    line: [process.execPath, command],
    obstacle: () => {
      if (process.geteuid() !== 0) return "tracing needs root";
      return existsSync(bundle) ? undefined : "tapset isn't built: npm run build";
    },
  },
  bpftrace: {
    line: ["bpftrace"],
    obstacle: () => {
      if (spawnSync("bpftrace", ["--version"]).error !== undefined) return "bpftrace isn't installed";
      return hasTracefs() ? undefined : `bpftrace needs ${TRACEFS}, which isn't mounted`;
    },
  },
};

/** What the peer calls itself: `bpftrace v0.17.0`. */
export function peerVersion() {
  return spawnSync("bpftrace", ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "";
}

function hasTracefs() {
  return existsSync(TRACEFS) && readdirSync(TRACEFS).length > 0;
}

/** Marks the process that was started again. */
const AGAIN = "TAPSET_BENCH_HAS_TRACEFS";

/**
 * Where tracefs isn't mounted, starts this program again in a mount namespace of its own that has it: the peer can't do
 * without, and both are to see the same machine. Returns the status it ended with; undefined when that wasn't needed.
 */
export function runWithTracefs() {
  if (process.env[AGAIN] !== undefined || process.geteuid() !== 0 || hasTracefs()) return undefined;
  const script = `mount -t tracefs nodev ${TRACEFS}; exec "$@"`;
  const again = ["-m", "sh", "-c", script, "sh", process.execPath, ...process.argv.slice(1)];
  return spawnSync("unshare", again, { stdio: "inherit", env: { ...process.env, [AGAIN]: "1" } }).status ?? 1;
}
