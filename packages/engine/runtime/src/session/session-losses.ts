import type { Loss } from "../output/reporter.js";
import type { LossKind } from "./session-summary.js";

/** What the session itself loses: in its handlers, and when it makes the texts of kernel handlers' lines. */
export class SessionLosses {
  /** The probe whose handler runs. */
  probe = -1;
  readonly #counts = new Map<LossKind, Map<number, bigint>>();

  /** Counts one loss, of the running handler unless another probe's is named. */
  count(kind: LossKind, probe = this.probe): void {
    const byProbe = this.#counts.get(kind) ?? new Map<number, bigint>();
    this.#counts.set(kind, byProbe);
    byProbe.set(probe, (byProbe.get(probe) ?? 0n) + 1n);
  }

  /** All of it. `points`: the probes' points, by probe id. */
  losses(points: readonly string[]): Loss[] {
    return [...this.#counts].flatMap(([kind, byProbe]) => [...byProbe].map(([probe, count]): Loss => ({ kind, count, probe: points[probe] })));
  }
}
