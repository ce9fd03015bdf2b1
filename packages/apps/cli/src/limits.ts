import { DEFAULT_LIMITS } from "@tapset/compiler";
import type { Limits } from "@tapset/core";
import { CommandError, EXIT } from "./exit-status.js";

interface LimitRow {
  readonly least: number;
  readonly most: number;
}

/** What -D may make of SystemTap's limits. */
const rows: Readonly<Record<keyof Limits, LimitRow>> = {
  MAXSTRINGLEN: { least: 16, most: 4096 },
  MAXMAPENTRIES: { least: 1, most: 1 << 26 },
  MAXACTION: { least: 1, most: 1 << 22 },
  MAXACTION_INTERRUPTIBLE: { least: 1, most: 1 << 30 },
  MAXERRORS: { least: 0, most: 1 << 30 },
  MAXNESTING: { least: 1, most: 1000 },
};

/**
 * The limits of a session.
 *
 * @returns them, and the names of definitions that are no limit of ours.
 * @throws CommandError with status 2 for a value that is no number or out of range
 */
export function readLimits(defines: ReadonlyMap<string, string>): { readonly limits: Limits; readonly unknown: readonly string[] } {
  const limits: Record<string, number> = { ...DEFAULT_LIMITS };
  for (const [name, row] of Object.entries(rows)) {
    const text = defines.get(name);
    if (text === undefined) continue;
    const value = Number(text);
    if (!Number.isInteger(value) || value < row.least || value > row.most) {
      throw new CommandError(EXIT.usage, `-D ${name}=${text}: takes a whole number from ${row.least} to ${row.most}`);
    }
    limits[name] = value;
  }
  return { limits: limits as unknown as Limits, unknown: [...defines.keys()].filter((name) => !(name in rows)) };
}
