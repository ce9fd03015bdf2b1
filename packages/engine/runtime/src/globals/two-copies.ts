import type { Iteration, LocationIndex, LongUpdateOperator, SessionValue, StatsStore, ValueStore, VisitedElement } from "@tapset/compiler";
import type { Global } from "@tapset/core";
import type { Extractor } from "../stats/aggregate.js";
import type { Element } from "./element-table.js";
import type { MapAccess, ValueBytes } from "./map-access.js";
import { SessionStats } from "./session-stats.js";
import { SessionValues } from "./session-values.js";
import type { SharedStats } from "./shared-stats.js";
import type { SharedValues } from "./shared-values.js";

/** An array whose old copy a session handler can own while kernel handlers go on with a new one. */
export interface Ownable {
  /**
   * Takes the elements gathered so far; from now on the handler works on them alone. Copies needn't be exchanged, and
   * nothing waited for, while kernel handlers don't run.
   */
  own(isArmed: boolean): void;
  /** Ends it: what the handler hasn't deleted goes back. */
  disown(): void;
  /** Elements that found no room when they went back. */
  readonly lost: number;
}

/** Room for whatever a copy held. */
function roomy<G extends Global>(global: G): G {
  return { ...global, maxEntries: Infinity, init: undefined };
}

function takeAll<V>(access: MapAccess, decode: (value: ValueBytes) => V, isArmed: boolean): Element<V>[] {
  return isArmed ? access.flip(decode) : access.take(decode);
}

/** Longs or strings with two copies. */
export class TwoCopyValues implements ValueStore, Ownable {
  readonly #global: Global;
  readonly #live: SharedValues;
  readonly #access: MapAccess;
  readonly #isSum: boolean;
  #owned: SessionValues | undefined;
  lost = 0;

  /** `isSum`: kernel handlers only add, so what goes back is added to what has gathered meanwhile. */
  constructor(global: Global, live: SharedValues, access: MapAccess, isSum: boolean) {
    this.#global = global;
    this.#live = live;
    this.#access = access;
    this.#isSum = isSum;
  }

  own(isArmed: boolean): void {
    this.#owned = new SessionValues(roomy(this.#global));
    this.#owned.load(takeAll(this.#access, this.#live.decode, isArmed));
  }

  disown(): void {
    const owned = this.#owned;
    this.#owned = undefined;
    if (owned !== undefined) this.lost += this.#live.giveBack(owned.elements(), this.#isSum);
  }

  /** Deletes the owned copy; from here on the handler sees what kernel handlers gather. */
  clear(): void {
    if (this.#owned === undefined) this.#live.clear();
    this.#owned = undefined;
  }

  get(keys: readonly SessionValue[]): SessionValue {
    return this.#store().get(keys);
  }

  update(keys: readonly SessionValue[], operator: LongUpdateOperator, operand: bigint, yields: "old" | "new", at: LocationIndex): bigint {
    return this.#store().update(keys, operator, operand, yields, at);
  }

  assign(keys: readonly SessionValue[], text: string, at: LocationIndex): void {
    this.#store().assign(keys, text, at);
  }

  has(keys: readonly (SessionValue | undefined)[]): boolean {
    return this.#store().has(keys);
  }

  delete(keys: readonly (SessionValue | undefined)[]): void {
    this.#store().delete(keys);
  }

  each(iteration: Iteration): Iterable<VisitedElement> {
    return this.#store().each(iteration);
  }

  #store(): ValueStore {
    return this.#owned ?? this.#live;
  }
}

/** Aggregates with two copies. */
export class TwoCopyStats implements StatsStore, Ownable {
  lost = 0;
  readonly #global: Global;
  readonly #live: SharedStats;
  readonly #access: MapAccess;
  #owned: SessionStats | undefined;

  constructor(global: Global, live: SharedStats, access: MapAccess) {
    this.#global = global;
    this.#live = live;
    this.#access = access;
  }

  own(isArmed: boolean): void {
    this.#owned = new SessionStats(roomy(this.#global));
    this.#owned.load(this.#live.takeOwn(takeAll(this.#access, this.#live.decode, isArmed)));
  }

  disown(): void {
    const owned = this.#owned;
    this.#owned = undefined;
    if (owned !== undefined) this.lost += this.#live.giveBack(owned.elements());
  }

  /** Deletes the owned copy; from here on the handler sees what kernel handlers gather. */
  clear(): void {
    if (this.#owned === undefined) this.#live.clear();
    this.#owned = undefined;
  }

  accumulate(keys: readonly SessionValue[], value: bigint, at: LocationIndex): void {
    this.#store().accumulate(keys, value, at);
  }

  extract(keys: readonly SessionValue[], extractor: Extractor, shift: number, at: LocationIndex): bigint {
    return this.#store().extract(keys, extractor, shift, at);
  }

  bucket(keys: readonly SessionValue[], index: bigint): bigint {
    return this.#store().bucket(keys, index);
  }

  drawing(keys: readonly SessionValue[]): string {
    return this.#store().drawing(keys);
  }

  has(keys: readonly (SessionValue | undefined)[]): boolean {
    return this.#store().has(keys);
  }

  delete(keys: readonly (SessionValue | undefined)[]): void {
    this.#store().delete(keys);
  }

  each(iteration: Iteration): Iterable<VisitedElement> {
    return this.#store().each(iteration);
  }

  #store(): StatsStore {
    return this.#owned ?? this.#live;
  }
}
