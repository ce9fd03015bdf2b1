import { DEFAULT_LIMITS } from "@tapset/compiler";
import type { Limits } from "@tapset/core";
import type { OverloadLimits } from "@tapset/runtime";
import { CommandError, EXIT } from "./exit-status.js";

interface LimitRow {
  readonly least: number;
  readonly most: number;
}

/** What -D may make of the limits of handlers and of what they print. */
const rows: Readonly<Record<keyof Limits, LimitRow>> = {
  MAXSTRINGLEN: { least: 16, most: 4096 },
  MAXMAPENTRIES: { least: 1, most: 1 << 26 },
  MAXACTION: { least: 1, most: 1 << 22 },
  MAXACTION_INTERRUPTIBLE: { least: 1, most: 1 << 30 },
  MAXERRORS: { least: 0, most: 1 << 30 },
  MAXNESTING: { least: 1, most: 1000 },
  HIST_ELISION: { least: -1, most: 1 << 30 },
};

/** And of the overload protection, which stap(1) counts in machine cycles: here one is a nanosecond. */
const overloadRows = {
  STP_OVERLOAD_THRESHOLD: { least: 1, most: 1e12, otherwise: 500_000_000 },
  STP_OVERLOAD_INTERVAL: { least: 10_000_000, most: 1e12, otherwise: 1_000_000_000 },
} as const;
const NO_OVERLOAD = "STP_NO_OVERLOAD";

/** MAXACTION_INTERRUPTIBLE, where only MAXACTION is set. */
const INTERRUPTIBLE_ACTIONS = 10;

/** The other limits of stap(1), and why they have nothing to limit. */
const without: Readonly<Record<string, string>> = {
  MAXTRYLOCK: "there are no locks to wait for, globals change by indivisible steps",
  MAXSKIPPED: "no probe is skipped for want of a lock; what the kernel skips is counted and said",
  MAXBACKTRACE: "the kernel's own limit of a stack's depth holds",
  MAPHASHBIAS: "the kernel sizes its hash tables itself",
  MINSTACKSPACE: "the verifier checks that handlers fit the stack",
  MAXUPROBES: "uprobes are not drawn from a pool",
  STP_MAXMEMORY: "maps are as large as the script's arrays say",
  KRETACTIVE: "the kernel decides how many returns of a function it awaits; what it misses is counted and said",
  STP_PROCFS_BUFSIZE: "what a procfs probe reads isn't limited by a buffer",
  INTERRUPTIBLE: "the kernel decides what may interrupt a handler",
};

/** The limits that a session runs under. */
export interface SessionLimits {
  readonly limits: Limits;
  /** Undefined: handlers may take all of a CPU. */
  readonly overload: OverloadLimits | undefined;
  /** One line for each definition without effect. */
  readonly notes: readonly string[];
}

/**
 * Reads the limits that -D sets. `suppressTime`: `--suppress-time-limits`, without overload protection and with as many
 * actions as there can be (the kernel bounds every loop).
 *
 * @throws CommandError with status 2 for a value that is no number or out of range
 */
export function readLimits(defines: ReadonlyMap<string, string>, suppressTime = false): SessionLimits {
  const limits: Record<string, number> = { ...DEFAULT_LIMITS };
  for (const [name, row] of Object.entries(rows)) limits[name] = valueOf(defines, name, row) ?? DEFAULT_LIMITS[name as keyof Limits];
  if (defines.has("MAXACTION") && !defines.has("MAXACTION_INTERRUPTIBLE")) {
    limits["MAXACTION_INTERRUPTIBLE"] = (limits["MAXACTION"] ?? 0) * INTERRUPTIBLE_ACTIONS;
  }
  if (suppressTime) {
    limits["MAXACTION"] = rows.MAXACTION.most;
    limits["MAXACTION_INTERRUPTIBLE"] = Number.MAX_SAFE_INTEGER;
  }
  const [thresholdNs, intervalNs] = [overloadValue(defines, "STP_OVERLOAD_THRESHOLD"), overloadValue(defines, "STP_OVERLOAD_INTERVAL")];
  const isGuarded = !suppressTime && !defines.has(NO_OVERLOAD);
  return { limits: limits as unknown as Limits, overload: isGuarded ? { thresholdNs, intervalNs } : undefined, notes: notesOn(defines) };
}

function overloadValue(defines: ReadonlyMap<string, string>, name: keyof typeof overloadRows): number {
  const row = overloadRows[name];
  return valueOf(defines, name, row) ?? row.otherwise;
}

function valueOf(defines: ReadonlyMap<string, string>, name: string, { least, most }: LimitRow): number | undefined {
  const text = defines.get(name);
  if (text === undefined) return undefined;
  const value = /^(?:0x[0-9a-f]+|-?\d+)$/i.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new CommandError(EXIT.usage, `-D ${name}=${text}: takes a whole number from ${least} to ${most}`);
}

function notesOn(defines: ReadonlyMap<string, string>): string[] {
  const known = new Set([...Object.keys(rows), ...Object.keys(overloadRows), NO_OVERLOAD]);
  return [...defines.keys()].filter((name) => !known.has(name)).map((name) => `-D ${name} has no effect: ${without[name] ?? "there is no such limit"}`);
}
