import type { Loss } from "../output/reporter.js";

/** Why a session ended. */
export type EndReason = "exit" | "interrupt" | "target" | "timeout" | "error" | "output";

/** What can be lost. */
export type LossKind = "dropped" | "missed" | "truncated" | "array-full" | "failed-read" | "missed-tick" | "skipped-return" | "speculation-full";

/** A probe's handler runs: `entered = filtered + completed + failed`. */
export interface ProbeLedger {
  readonly point: string;
  readonly entered: bigint;
  readonly filtered: bigint;
  readonly completed: bigint;
  readonly failed: bigint;
  /** Events the kernel didn't deliver; undefined where it keeps no count. */
  readonly missed: bigint | undefined;
}

/** How long a probe's handler ran, ns: the runs that were timed (without `timing` when compiling, a sample of them). */
export interface ProbeTimes {
  readonly timed: bigint;
  readonly elapsedNs: bigint;
  readonly leastNs: bigint;
  readonly mostNs: bigint;
}

/** Output records of kernel handlers: `produced = delivered + dropped`. */
export interface RecordLedger {
  readonly produced: bigint;
  readonly delivered: bigint;
  readonly dropped: bigint;
}

/** Texts of speculations: `held = committed + discarded + undecided + dropped`. */
export interface SpeculationLedger {
  readonly held: bigint;
  readonly committed: bigint;
  readonly discarded: bigint;
  /** Still held when the session ended, and not printed. */
  readonly undecided: bigint;
  /** Given up because too much was undecided: a loss. */
  readonly dropped: bigint;
}

/** How a session went. */
export interface SessionSummary {
  readonly reason: EndReason;
  /** Ended at once by a second interrupt: what was printed may not all have been written. */
  readonly isForced: boolean;
  /** 0 fine, 1 a script error or a command that failed, 4 loss under `failOnLoss`. */
  readonly status: 0 | 1 | 4;
  readonly records: RecordLedger;
  readonly speculations: SpeculationLedger;
  readonly probes: readonly ProbeLedger[];
  /** Of the probe in the same place of `probes`. */
  readonly times: readonly ProbeTimes[];
  readonly losses: readonly Loss[];
  /** How the command of `-c` ended, when it did. */
  readonly command: CommandEnd | undefined;
}

/** How a command ended: its exit status, or the signal that killed it. */
export interface CommandEnd {
  readonly status: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
}
