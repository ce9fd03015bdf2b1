import type { SessionEntry } from "@tapset/compiler";
import type { EventSource, ProbeFamily, SessionHost, StartModule } from "@tapset/core";

/** The sources of a session's own events: timers and their like. */
export class EventSources {
  readonly #starters: ReadonlyMap<SessionEntry, StartModule>;
  readonly #running = new Map<SessionEntry, EventSource>();
  readonly #missed = new Map<number, bigint>();

  private constructor(starters: ReadonlyMap<SessionEntry, StartModule>) {
    this.#starters = starters;
  }

  /** Loads the families' start files, before anything runs. */
  static async load(entries: readonly SessionEntry[], family: (name: string) => ProbeFamily | undefined): Promise<EventSources> {
    const starters = new Map<SessionEntry, StartModule>();
    for (const entry of entries) {
      if (entry.phase !== "events") continue;
      const starter = await family(entry.family)?.loadStart?.();
      if (starter === undefined) throw new Error(`bug: family ${entry.family} can't start events`);
      starters.set(entry, starter);
    }
    return new EventSources(starters);
  }

  /** Events that came to nothing, by probe id; complete once stopped. */
  get missed(): ReadonlyMap<number, bigint> {
    return this.#missed;
  }

  start(host: SessionHost, fire: (entry: SessionEntry) => void): void {
    for (const [entry, starter] of this.#starters) {
      if (entry.start !== undefined) this.#running.set(entry, starter.start(host, entry.start, () => fire(entry)));
    }
  }

  stop(): void {
    for (const [entry, source] of this.#running) {
      source.stop();
      this.#missed.set(entry.probe, (this.#missed.get(entry.probe) ?? 0n) + source.missed());
    }
    this.#running.clear();
  }
}
