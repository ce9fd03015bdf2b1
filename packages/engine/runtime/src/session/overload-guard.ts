import type { OverloadLimits } from "./session-options.js";

const NS_PER_MS = 1_000_000;

/** What the guard watches, and whom it tells. */
export interface OverloadGuardOptions extends OverloadLimits {
  /** Time spent in handlers since it was last asked, of each CPU and of the session's own handlers; ns. */
  readonly spentNs: () => readonly Spent[];
  readonly nowNs: () => number;
  readonly overloaded: (message: string) => void;
}

/** Time that handlers took somewhere. */
export interface Spent {
  /** `on CPU 1`, `in the session`. */
  readonly where: string;
  readonly ns: number;
}

/** Ends a session whose handlers take more than their share of a CPU (stap(1): STP_OVERLOAD_THRESHOLD). */
export class OverloadGuard {
  readonly #options: OverloadGuardOptions;
  #timer: NodeJS.Timeout | undefined;
  #sinceNs = 0;

  constructor(options: OverloadGuardOptions) {
    this.#options = options;
  }

  /** Looks once an interval from now on. */
  start(): void {
    const { nowNs, spentNs, intervalNs } = this.#options;
    this.#sinceNs = nowNs();
    spentNs();
    this.#timer = setInterval(() => this.#look(), Math.max(1, intervalNs / NS_PER_MS));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const { thresholdNs, intervalNs, spentNs, nowNs, overloaded } = this.#options;
    const now = nowNs();
    const passed = now - this.#sinceNs;
    this.#sinceNs = now;
    // On a busy machine the session is late: what counts is the share.
    const allowed = (thresholdNs / intervalNs) * Math.max(passed, intervalNs);
    const worst = spentNs().reduce((most, each) => (each.ns > most.ns ? each : most), { where: "", ns: 0 });
    if (worst.ns <= allowed) return;
    this.stop();
    const what = `probe overhead (${inMs(worst.ns)}) exceeded threshold (${inMs(allowed)}) in last ${inMs(passed)} ${worst.where}`;
    overloaded(`${what}: probe less, or lift the limit with -D STP_NO_OVERLOAD`);
  }
}

function inMs(ns: number): string {
  return `${Math.round(ns / NS_PER_MS)} ms`;
}
