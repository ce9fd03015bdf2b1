import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import type { HostFunctions } from "@tapset/core";
import { kernelRanges } from "./kernel-ranges.js";
import { idMap, namespaceOf, unmappedId } from "./process-namespaces.js";

// Modules that take long to load, and that few scripts need.
const childProcess = () => process.getBuiltinModule("node:child_process");
const crypto = () => process.getBuiltinModule("node:crypto");

/** A number of /proc/self/stat, counted from behind the name, which may have spaces: 0 is the parent's id. */
function ownStat(index: number): bigint {
  const text = readFileSync("/proc/self/stat", "latin1");
  return BigInt(text.slice(text.lastIndexOf(")") + 4).split(" ")[index]!);
}

/** A message as one line. */
function line(message: string | number | bigint): string {
  return `${String(message).replace(/\n$/, "")}\n`;
}

/** What process functions mean in a handler that runs in the session: the session's own process. */
export const hostFunctions: HostFunctions = {
  process_pid: () => BigInt(process.pid),
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
  write_kernel_log: (_context, level, message) => {
    writeFileSync("/dev/kmsg", Buffer.from(`<${String(BigInt(level) & 7n)}>${line(message)}`, "latin1"));
  },
  /** Nothing is lost that the script counts on: where no tracefs is mounted, nobody reads its buffer. */
  write_trace_marker: (_context, message) => {
    try {
      writeFileSync("/sys/kernel/tracing/trace_marker", Buffer.from(line(message), "latin1"));
    } catch {
      // As SystemTap does, quietly.
    }
  },
  own_namespace: (_context, word) => namespaceOf("self", String(word)),
  seen_pid_namespace: ({ namespacesOf }) => namespaceOf(namespacesOf ?? "self", "pid"),
  /** How many ranges of ids the namespace maps; -1 for the session's own, whose ids are as they are. */
  id_map_length: ({ namespacesOf }, kind) => (namespacesOf === undefined ? -1n : BigInt(idMap(namespacesOf, String(kind)).length)),
  id_map_entry: ({ namespacesOf }, kind, range, column) => idMap(namespacesOf ?? "self", String(kind))[Number(range)]?.[Number(column)] ?? 0n,
  unmapped_id: (_context, kind) => unmappedId(String(kind)),
  session_name: ({ name }) => name,
  session_sizes: ({ sizes: { programBytes, mapBytes } }) => `programs: ${programBytes}, maps: ${mapBytes}`,
  ...kernelRangeFunctions(),
};

/** The count reads them anew; the others tell of those that were counted last. */
function kernelRangeFunctions(): HostFunctions {
  let ranges: ReturnType<typeof kernelRanges> = [];
  return {
    kernel_range_count: () => BigInt((ranges = kernelRanges()).length),
    kernel_range_start: (_context, index) => BigInt.asIntN(64, ranges[Number(index)]?.start ?? 0n),
    kernel_range_end: (_context, index) => BigInt.asIntN(64, ranges[Number(index)]?.end ?? 0n),
    kernel_range_name: (_context, index) => ranges[Number(index)]?.name ?? "",
  };
}
