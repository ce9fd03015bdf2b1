import type { SessionEntry } from "@tapset/compiler";
import type { Output } from "../output/output.js";
import { ArrayOverflow, ScriptError } from "../script-error.js";
import type { SessionLosses } from "./session-losses.js";
import type { BoundFunctions } from "./session-runtime.js";
import type { ProbeTimes } from "./session-summary.js";

/** Counts of one handler's runs: `entered = filtered + completed + failed`. */
export interface HandlerCounts {
  entered: bigint;
  filtered: bigint;
  completed: bigint;
  failed: bigint;
}

/** What a session does around a handler. */
export interface HandlerSurroundings {
  /** What kernel handlers have sent is printed before the handler prints. */
  before(entry: SessionEntry): void;
  after(entry: SessionEntry): void;
  /** A handler has failed. */
  failed(entry: SessionEntry): void;
  /** Whether failures are only counted. */
  readonly suppressErrors: boolean;
}

/** Of a handler that didn't run. */
export const NO_TIMES: ProbeTimes = { timed: 0n, elapsedNs: 0n, leastNs: 0n, mostNs: 0n };

/** Runs session handlers, reports their errors and counts their runs. */
export class Handlers {
  readonly #bound: BoundFunctions;
  readonly #output: Output;
  readonly #points: readonly string[];
  readonly #losses: SessionLosses;
  readonly #surroundings: HandlerSurroundings;
  readonly #counts = new Map<number, HandlerCounts>();
  readonly #times = new Map<number, ProbeTimes>();
  #spentNs = 0n;

  /** `points`: the probes' points, by probe id. */
  constructor(bound: BoundFunctions, points: readonly string[], output: Output, losses: SessionLosses, surroundings: HandlerSurroundings) {
    this.#bound = bound;
    this.#points = points;
    this.#output = output;
    this.#losses = losses;
    this.#surroundings = surroundings;
  }

  /** Counts by probe. */
  get counts(): ReadonlyMap<number, HandlerCounts> {
    return this.#counts;
  }

  /** Times by probe. */
  get times(): ReadonlyMap<number, ProbeTimes> {
    return this.#times;
  }

  /** Time spent in handlers of events since it was last asked; ns. */
  spentNs(): number {
    const spent = Number(this.#spentNs);
    this.#spentNs = 0n;
    return spent;
  }

  /** Runs a handler once. */
  run(entry: SessionEntry): void {
    const counts = this.#countsOf(entry.probe);
    counts.entered += 1n;
    this.#losses.probe = entry.probe;
    this.#surroundings.before(entry);
    const began = process.hrtime.bigint();
    try {
      if (this.#bound.functions[entry.handler]?.() === false) counts.filtered += 1n;
      else {
        this.#addTime(entry, process.hrtime.bigint() - began);
        counts.completed += 1n;
      }
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      this.#addTime(entry, process.hrtime.bigint() - began);
      counts.failed += 1n;
      if (error instanceof ArrayOverflow) this.#losses.count("array-full");
      if (this.#surroundings.suppressErrors) return;
      this.#output.message({
        type: "error",
        message: error.message,
        probe: this.#points[entry.probe],
        location: this.#bound.locate(error),
      });
      this.#surroundings.failed(entry);
    } finally {
      this.#surroundings.after(entry);
      this.#output.flush();
    }
  }

  #addTime({ probe, phase }: SessionEntry, ns: bigint): void {
    const { timed, elapsedNs, leastNs, mostNs } = this.#times.get(probe) ?? NO_TIMES;
    this.#times.set(probe, {
      timed: timed + 1n,
      elapsedNs: elapsedNs + ns,
      leastNs: timed === 0n || ns < leastNs ? ns : leastNs,
      mostNs: ns > mostNs ? ns : mostNs,
    });
    // Before and after the events nothing is held up.
    if (phase === "events") this.#spentNs += ns;
  }

  #countsOf(probe: number): HandlerCounts {
    let counts = this.#counts.get(probe);
    if (counts === undefined) {
      counts = { entered: 0n, filtered: 0n, completed: 0n, failed: 0n };
      this.#counts.set(probe, counts);
    }
    return counts;
  }
}
