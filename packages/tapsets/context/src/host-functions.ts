import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import type { HostFunctions } from "@tapset/core";

// Modules that take long to load, and that few scripts need.
const childProcess = () => process.getBuiltinModule("node:child_process");
const crypto = () => process.getBuiltinModule("node:crypto");

/** A number of /proc/self/stat, counted from behind the name, which may have spaces: 0 is the parent's id. */
function ownStat(index: number): bigint {
  const text = readFileSync("/proc/self/stat", "latin1");
  return BigInt(text.slice(text.lastIndexOf(")") + 4).split(" ")[index]!);
}

/** What process functions mean in a handler that runs in the session: the session's own process. */
export const hostFunctions: HostFunctions = {
  process_euid: () => BigInt(process.geteuid?.() ?? 0),
  process_egid: () => BigInt(process.getegid?.() ?? 0),
  process_pgrp: () => ownStat(1),
  process_sid: () => ownStat(2),
  process_ppid: () => BigInt(process.ppid),
  process_pexecname: () => {
    try {
      return readFileSync(`/proc/${String(process.ppid)}/comm`, "latin1").trimEnd();
    } catch {
      // The parent may have ended; then there is no name.
      return "";
    }
  },
  /** Seconds west of UTC. */
  time_zone_offset: () => BigInt(new Date().getTimezoneOffset() * 60),
  /** JavaScript knows no abbreviations of time zones but America's; date(1) knows all. */
  time_zone_name: () => {
    try {
      return childProcess().execFileSync("date", ["+%Z"], { encoding: "latin1" }).trim();
    } catch {
      // Without date(1) the offset alone is known.
      return "";
    }
  },
  random_below: (_context, limit) => (BigInt(limit) > 0n ? BigInt(crypto().randomInt(Number(limit))) : 0n),
  load_average: (_context, index) => BigInt(Math.trunc(loadavg()[Number(index)] ?? 0)),
  load_averages: () =>
    loadavg()
      .map((load) => load.toFixed(2))
      .join(" "),
  /** Runs in the background. A command that can't be run says so itself, by the shell. */
  run_command: (_context, command) => {
    childProcess().spawn("sh", ["-c", String(command)], { stdio: ["ignore", "inherit", "inherit"] }).on("error", () => undefined);
  },
};
