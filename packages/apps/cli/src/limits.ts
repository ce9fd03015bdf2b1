import type { Limits } from "@tapset/core";
import { CommandError, EXIT } from "./exit-status.js";

interface LimitRow {
  readonly default: number;
  readonly least: number;
  readonly most: number;
}

/** SystemTap's limits: defaults of stap(1), and what -D may make of them. */
const rows: Readonly<Record<keyof Limits, LimitRow>> = {
  MAXSTRINGLEN: { default: 512, least: 16, most: 4096 },
  MAXMAPENTRIES: { default: 2048, least: 1, most: 1 << 26 },
  MAXACTION: { default: 1000, least: 1, most: 1 << 22 },
  MAXACTION_INTERRUPTIBLE: { default: 10_000, least: 1, most: 1 << 30 },
  MAXERRORS: { default: 0, least: 0, most: 1 << 30 },
  MAXNESTING: { default: 10, least: 1, most: 1000 },
};

/**
 * The limits of a session.
 *
 * @returns them, and the names of definitions that are no limit of ours.
 * @throws CommandError with status 2 for a value that is no number or out of range
 */
export function readLimits(defines: ReadonlyMap<string, string>): { readonly limits: Limits; readonly unknown: readonly string[] } {
  const limits: Record<string, number> = {};
  for (const [name, row] of Object.entries(rows)) {
    const text = defines.get(name);
    const value = text === undefined ? row.default : Number(text);
    if (!Number.isInteger(value) || value < row.least || value > row.most) {
      throw new CommandError(EXIT.usage, `-D ${name}=${text ?? ""}: takes a whole number from ${row.least} to ${row.most}`);
    }
    limits[name] = value;
  }
  return { limits: limits as unknown as Limits, unknown: [...defines.keys()].filter((name) => !(name in rows)) };
}
