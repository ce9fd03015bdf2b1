import type { Prediction, TargetPredictions } from "./prediction.js";

/** A table for people: a line for each probe, and what is missing below it. */
export function checkText({ release, arch, probes }: TargetPredictions): string {
  const width = Math.max(0, ...probes.map(({ probe }) => probe.length));
  return [`Linux ${release}, ${arch}`, ...probes.flatMap((each) => linesOf(each, width)), "", summaryOf(probes), ""].join("\n");
}

function linesOf({ probe, verdict, backends, missing, reason }: Prediction, width: number): readonly string[] {
  const says = verdict === "no" ? reason : backends.join(", ");
  return [`  ${verdict.padEnd(4)}  ${probe.padEnd(width)}  ${says}`.trimEnd(), ...missing.map((each) => `${" ".repeat(width + 10)}without ${each.value}: ${each.reason}`)];
}

function summaryOf(probes: readonly Prediction[]): string {
  const count = (wanted: Prediction["verdict"]): number => probes.filter(({ verdict }) => verdict === wanted).length;
  const [part, no] = [count("part"), count("no")];
  const rest = [part > 0 && `${part} of them without some of their values`, no > 0 && `${no} not served`].filter((text) => text !== false);
  return `${probes.length - no} of ${probes.length} probes are served${rest.length > 0 ? `, ${rest.join(", ")}` : ""}`;
}
