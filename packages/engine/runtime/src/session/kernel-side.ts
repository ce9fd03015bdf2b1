import type { SessionEntry, StatsStore, ValueStore } from "@tapset/compiler";
import type { AttachSession } from "@tapset/core";
import type { WaitingCommand } from "../load/command-gate.js";
import type { Loss } from "../output/reporter.js";
import type { HandlerCounts } from "./handlers.js";
import type { ProbeTimes, RecordLedger } from "./session-summary.js";

/** What the kernel's counters say of one probe. */
export interface KernelCounts extends HandlerCounts {
  /** Events the kernel didn't deliver; undefined where it keeps no count. */
  missed: bigint | undefined;
  times: ProbeTimes;
}

/** The kernel's half of a session: programs and maps, and the ring their records come through. */
export interface KernelSide {
  /** This process as kernel handlers see it. */
  readonly ownPid: number;
  /** A process as kernel handlers see it, by its id here; what is no process's where there is none. */
  pidOf(pid: number): number;
  /** Stores of shared globals, by id. */
  readonly globals: readonly (ValueStore | StatsStore | undefined)[];
  /** Attaches every program; they do nothing before they are armed. `command` is that of -c, which waits. */
  attach(command: WaitingCommand | undefined, session: AttachSession): Promise<void>;
  /**
   * From now on handlers run; with a command that was attached for, from where it begins. `hasBegun` says whether it has, for
   * kernels that don't tell by themselves.
   */
  arm(targetPid: number, hasBegun: () => boolean): void;
  /** Resolves when handlers run. */
  readonly armed: Promise<void>;
  /** From now on no handler begins, and when it returns none runs any more. */
  disarm(): void;
  /** Drains from now on, by itself, while `isReady`; `fail` is told of anything unforeseen. */
  startDraining(fail: (error: unknown) => void, isReady: () => boolean): void;
  /** Prints what kernel handlers have sent up to now. */
  drain(): void;
  /** Before and after a session handler: it owns the old copies of its two-copy arrays meanwhile. */
  own(entry: SessionEntry): void;
  disown(entry: SessionEntry): void;
  /** Time spent in kernel handlers since it was last asked, by CPU; ns. */
  spentNs(): readonly number[];
  /** Counters by probe id. */
  counts(): ReadonlyMap<number, KernelCounts>;
  records(): RecordLedger;
  losses(): readonly Loss[];
  /** Detaches and frees everything. */
  close(): void;
}
