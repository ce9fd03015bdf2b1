import type { LossKind } from "../session/session-summary.js";
import type { Loss } from "./reporter.js";

/** What was lost, for one and for many. */
const nouns: Readonly<Record<LossKind, readonly [one: string, many: string]>> = {
  dropped: ["output record dropped, the buffer was full (enlarge it with -s)", "output records dropped, the buffer was full (enlarge it with -s)"],
  missed: ["event missed by the kernel", "events missed by the kernel"],
  truncated: ["string truncated", "strings truncated"],
  "array-full": ["element found no room, the array was full", "elements found no room, the array was full"],
  "failed-read": ["read of memory failed", "reads of memory failed"],
  "missed-tick": ["timer tick missed", "timer ticks missed"],
  "skipped-return": ["return skipped, too many were outstanding", "returns skipped, too many were outstanding"],
  "speculation-full": ["speculated text given up, too much was undecided", "speculated texts given up, too much was undecided"],
};

/** One line about a loss: `12 strings truncated in probe syscall.openat`. */
export function describeLoss({ kind, count, probe }: Loss): string {
  const [one, many] = nouns[kind];
  const amount = count === undefined ? "an unknown number of" : String(count);
  return `${amount} ${count === 1n ? one : many}${probe === undefined ? "" : ` in probe ${probe}`}`;
}
