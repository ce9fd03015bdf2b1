import type { SessionEnvironmentName } from "@tapset/compiler";
import { readFileSync } from "node:fs";
import type { Clock } from "./clock.js";

const NS_PER_S = 1_000_000_000n;
/** Field of /proc/PID/stat, counted after the command's closing parenthesis: the CPU last run on. */
const STAT_CPU_FIELD = 36;

/** What session handlers can ask of their surroundings. */
export interface Environment {
  get(name: SessionEnvironmentName): bigint;
  comm(): string;
}

/** What the environment of a session depends on. */
export interface EnvironmentOptions {
  readonly clock: Clock;
  /** Timer ticks a second (CONFIG_HZ). */
  readonly hz: () => number;
  /** The session's own process id, as kernel handlers see it. */
  readonly ownPid: () => number;
  /** The process of -c or -x; 0 without. */
  readonly target: () => number;
  /** The kernel's task of the session's own thread. */
  readonly task: () => bigint;
}

/** The session's own process as the environment. */
export function createEnvironment({ clock, hz, ownPid, target, task }: EnvironmentOptions): Environment {
  const values: Readonly<Record<SessionEnvironmentName, () => bigint>> = {
    // Node runs JavaScript in the process's first thread: tid and tgid are equal.
    pid_tgid: () => (BigInt(ownPid()) << 32n) | BigInt(ownPid()),
    uid_gid: () => (BigInt(process.getgid?.() ?? 0) << 32n) | BigInt(process.getuid?.() ?? 0),
    cpu: currentCpu,
    ktime_ns: () => clock.nowNs("monotonic"),
    boottime_ns: () => clock.nowNs("boottime"),
    realtime_ns: () => clock.nowNs("realtime"),
    jiffies: () => firstJiffies(hz()) + (clock.nowNs("monotonic") * BigInt(hz())) / NS_PER_S,
    target: () => BigInt(target()),
    task,
  };
  let comm: string | undefined;
  return {
    get: (name) => values[name](),
    comm: () => (comm ??= readFileSync("/proc/self/comm", "latin1").trimEnd()),
  };
}

/** The kernel starts counting five minutes before 32 bits overflow, so that overflow bugs show early. */
function firstJiffies(hz: number): bigint {
  return (1n << 32n) - BigInt(300 * hz);
}

function currentCpu(): bigint {
  const stat = readFileSync("/proc/self/stat", "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return BigInt(fields[STAT_CPU_FIELD] ?? 0);
}
