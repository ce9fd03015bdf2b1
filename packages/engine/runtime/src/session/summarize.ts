import type { ProbeInfo } from "@tapset/core";
import type { Loss } from "../output/reporter.js";
import { type HandlerCounts, NO_TIMES } from "./handlers.js";
import type { KernelSide } from "./kernel-side.js";
import type { SessionLosses } from "./session-losses.js";
import type { CommandEnd, EndReason, ProbeLedger, ProbeTimes, SessionSummary, SpeculationLedger } from "./session-summary.js";

/** What a session has to tell when it's over. */
export interface SummaryParts {
  readonly probes: readonly ProbeInfo[];
  readonly reason: EndReason;
  readonly session: ReadonlyMap<number, HandlerCounts>;
  readonly sessionTimes: ReadonlyMap<number, ProbeTimes>;
  /** Timer ticks missed, by probe id. */
  readonly missedTicks: ReadonlyMap<number, bigint>;
  readonly kernel: KernelSide | undefined;
  readonly speculations: SpeculationLedger;
  readonly losses: SessionLosses;
  readonly command: CommandEnd | undefined;
  readonly failOnLoss: boolean;
  readonly isForced: boolean;
}

/** Adds up a session's ledger. */
export function summarize(parts: SummaryParts): SessionSummary {
  const { probes, reason, session, sessionTimes, missedTicks, kernel, speculations, command, failOnLoss, isForced } = parts;
  const kernelCounts = kernel?.counts();
  const ledgers = probes.map(({ id, point }): ProbeLedger => {
    const inKernel = kernelCounts?.get(id);
    const counts = inKernel ?? session.get(id) ?? noRuns;
    return { point, ...pick(counts), missed: inKernel === undefined ? (missedTicks.get(id) ?? 0n) : inKernel.missed };
  });
  const ticks = [...missedTicks]
    .filter(([, count]) => count > 0n)
    .map(([id, count]): Loss => ({ kind: "missed-tick", count, probe: probes[id]?.point }));
  const givenUp: Loss[] = speculations.dropped > 0n ? [{ kind: "speculation-full", count: speculations.dropped }] : [];
  const points = probes.map(({ point }) => point);
  const losses = added([...(kernel?.losses() ?? []), ...parts.losses.losses(points), ...ticks, ...givenUp]);
  return {
    reason,
    isForced,
    status: exitStatus(reason, failOnLoss && losses.length > 0, reason === "target" && hasFailed(command)),
    records: kernel?.records() ?? { produced: 0n, delivered: 0n, dropped: 0n },
    speculations,
    probes: ledgers,
    times: probes.map(({ id }) => kernelCounts?.get(id)?.times ?? sessionTimes.get(id) ?? NO_TIMES),
    losses,
    command,
  };
}

/** One loss for each kind and probe. */
function added(losses: readonly Loss[]): Loss[] {
  const sums = new Map<string, Loss>();
  for (const loss of losses) {
    const key = `${loss.kind} ${loss.probe ?? ""}`;
    const known = sums.get(key);
    if (known === undefined) sums.set(key, loss);
    else sums.set(key, { ...known, count: known.count === undefined || loss.count === undefined ? undefined : known.count + loss.count });
  }
  return [...sums.values()];
}

/** A command that failed makes the status 1, as SystemTap's does, unless the session was ended before it. */
function exitStatus(reason: EndReason, isLossy: boolean, hasCommandFailed: boolean): SessionSummary["status"] {
  if (reason === "error") return 1;
  if (isLossy) return 4;
  return hasCommandFailed ? 1 : 0;
}

function hasFailed(command: CommandEnd | undefined): boolean {
  return command !== undefined && command.status !== 0;
}

const noRuns: HandlerCounts = { entered: 0n, filtered: 0n, completed: 0n, failed: 0n };

function pick({ entered, filtered, completed, failed }: HandlerCounts): HandlerCounts {
  return { entered, filtered, completed, failed };
}
