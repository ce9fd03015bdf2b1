import type { Compilation } from "@tapset/compiler";
import { formatLocation } from "@tapset/language";
import type { ProbeTimes, SessionSummary } from "@tapset/runtime";

/**
 * `-t`: of each probe that something came of its place, how often its handler began (and of that: was filtered by its
 * condition, failed), what the kernel didn't deliver, how long it took and what it was derived from. As SystemTap lays it out,
 * with nanoseconds for its cycles.
 */
export function hitReport({ probes, times }: SessionSummary, { elaborated, ir }: Compilation): string {
  const rows = probes.flatMap(({ point, entered, filtered, failed, missed }, index) => {
    const span = ir?.probes[index]?.span;
    const written = elaborated.probes.find(({ declaration, derived, written: text }) => declaration.span === span && (derived.point === point || text === point));
    // What prints unread globals is no probe of the script's.
    if (span === undefined || written === undefined) return [];
    const counts = `hits: ${entered}, filtered: ${filtered}, failed: ${failed}, missed: ${missed ?? "unknown"}`;
    return `${point}, (${formatLocation(span)}), ${counts}${duration(times[index])}, from: ${written.lineage.join(" from: ")}, index: ${index}\n`;
  });
  return ["----- probe hit report:\n", ...rows].join("");
}

/** Of handlers that ran to their end or failed; those that were filtered took next to nothing. */
function duration(times: ProbeTimes | undefined): string {
  if (times === undefined || times.timed === 0n) return "";
  const { timed, elapsedNs, leastNs, mostNs } = times;
  return `, ns: ${leastNs}min/${elapsedNs / timed}avg/${mostNs}max`;
}
