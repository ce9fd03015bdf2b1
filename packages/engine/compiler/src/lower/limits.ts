import type { Limits } from "@tapset/core";

/** SystemTap's limits where -D sets none. */
export const DEFAULT_LIMITS: Limits = {
  MAXSTRINGLEN: 512,
  MAXMAPENTRIES: 2048,
  MAXACTION: 1000,
  MAXACTION_INTERRUPTIBLE: 10_000,
  MAXERRORS: 0,
  MAXNESTING: 10,
  HIST_ELISION: 2,
};
