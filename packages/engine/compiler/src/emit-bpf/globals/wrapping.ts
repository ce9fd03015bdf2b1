import type { Label } from "@tapset/asm";
import { r0, r1, r2, r3, r4 } from "@tapset/asm";
import { keySize } from "../../layout/global-layout.js";
import { emitCallback } from "../code/callback.js";
import type { Code } from "../code/code.js";
import { giveKey, keepMapInFrame, lookUp, pointToKey, takeKey, type Key, type MapLayout, type OpenMap } from "./map-access.js";

/*
 * A `%` array is a hash and a queue of its keys. Deleting an element leaves its key in the queue, so each entry of the
 * queue carries a stamp, which the element's value carries too (in its last word): an entry whose element is gone, or was
 * made anew since, is stale. Aggregates have no room for a stamp; there an entry is stale when its element is gone.
 */

/** Elements a full array gives up at most for a new one: more than one only where stale entries are in the way. */
const EVICTIONS = 16;
/** Before 6.4 map helpers give it in 32 bits. */
const E2BIG = 7;

/** The queue of a `%` array, opened for one insertion. */
export interface Wrapping {
  readonly layout: MapLayout;
  readonly queue: NonNullable<MapLayout["queue"]>;
  /** Memory for an entry of the queue: key and stamp. */
  readonly entry: Key;
  /** Offset of the stamp in the element's value; undefined for aggregates. */
  readonly stampOffset: number | undefined;
}

/** Where a `%` array keeps an element's stamp. */
export function stampOffset({ queue, value }: MapLayout): number | undefined {
  return queue === undefined || value.type === "stats" ? undefined : value.size - 8;
}

/** Opens the queue of a `%` array; undefined for other arrays. */
export function openWrapping(code: Code, layout: MapLayout): Wrapping | undefined {
  if (layout.queue === undefined) return undefined;
  return { layout, queue: layout.queue, entry: takeKey(code, keySize(layout) + 8), stampOffset: stampOffset(layout) };
}
export function closeWrapping(code: Code, { entry }: Wrapping): void {
  giveKey(code, entry);
}

/** While `r0` says the array is full: makes room and creates again. Uses `r0`–`r5`. */
export function makeRoomAndRetry(code: Code, wrapping: Wrapping, map: OpenMap, create: () => void): void {
  const { asm } = code;
  const left = code.takeTemp();
  asm.mov(r1, EVICTIONS);
  code.save(left, r1);
  const again = asm.newLabel("evict");
  const done = asm.newLabel("evicted");
  const none = asm.newLabel("none");
  asm.label(again).jump32("ne", r0, -E2BIG, done);
  const counter = code.inRegister(left, r1);
  asm.sub(counter, 1);
  code.save(left, counter);
  asm.jump("eq", counter, 0, done);
  dropOldest(code, wrapping, map, none);
  create();
  asm.goto(again);
  asm.label(none).mov(r0, -E2BIG).label(done);
  code.giveTemp(left);
}

/** Enters a new element, whose key (with the stamp behind it) is given, and takes a stale entry out. */
export function enter(code: Code, wrapping: Wrapping, map: OpenMap, key: Key): void {
  const { asm } = code;
  const entered = asm.newLabel("entered");
  const push = (): void => {
    append(code, wrapping, key);
    asm.jump("eq", r0, 0, entered);
  };
  push();
  tidy(code, wrapping, map);
  push();
  // Only entries of aggregates made again and again look live without being so, and are left by tidying.
  dropOldest(code, wrapping, map, entered);
  push();
  asm.label(entered);
  // As many stale entries go as new ones come, so that a full array finds its oldest element soon.
  const kept = asm.newLabel("kept");
  const stale = asm.newLabel("stale");
  takeFrom(code, wrapping, "map_peek_elem");
  asm.jump("ne", r0, 0, kept);
  judge(code, wrapping, map, stale, kept);
  asm.label(stale);
  takeFrom(code, wrapping, "map_pop_elem");
  asm.label(kept);
}

/** Takes every stale entry out of a full queue, which has as many of them as live ones; these stay in their order. */
function tidy(code: Code, wrapping: Wrapping, map: OpenMap): void {
  const { asm } = code;
  const kept = keepMapInFrame(code, wrapping.layout, map);
  const callback = emitCallback(code, "tidy", r2, (inner) => {
    const live = inner.asm.newLabel("live");
    const next = inner.asm.newLabel("next");
    takeFrom(inner, wrapping, "map_pop_elem");
    inner.asm.jump("ne", r0, 0, next);
    judge(inner, wrapping, kept.mapIn(inner), next, live);
    inner.asm.label(live);
    append(inner, wrapping, wrapping.entry);
    inner.asm.label(next);
  });
  asm.mov(r1, wrapping.queue.maxEntries).loadFunction(r2, callback.name).mov(r3, code.frame).mov(r4, 0).call("loop");
  kept.close();
}

/** Puts an entry at the queue's end; `r0` is 0 when there was room. */
function append(code: Code, { queue }: Wrapping, entry: Key): void {
  code.asm.loadMap(r1, queue.map);
  pointToKey(code, entry, r2);
  code.asm.mov(r3, 0).call("map_push_elem");
}

/** Pops the oldest entry and deletes its element unless it's stale; goes to `none` when there is no entry. */
function dropOldest(code: Code, wrapping: Wrapping, map: OpenMap, none: Label): void {
  const { asm } = code;
  const stale = asm.newLabel("stale");
  const live = asm.newLabel("live");
  takeFrom(code, wrapping, "map_pop_elem");
  asm.jump("ne", r0, 0, none);
  judge(code, wrapping, map, stale, live);
  asm.label(live);
  map.load(r1);
  pointToKey(code, wrapping.entry, r2);
  asm.call("map_delete_elem").label(stale);
}

/** Takes the oldest entry into memory; `r0` is 0 when there was one. */
function takeFrom(code: Code, { queue, entry }: Wrapping, helper: "map_peek_elem" | "map_pop_elem"): void {
  code.asm.loadMap(r1, queue.map);
  pointToKey(code, entry, r2);
  code.asm.call(helper);
}

/** Goes to `stale` or `live`, as the entry in memory is. */
function judge(code: Code, { entry, stampOffset }: Wrapping, map: OpenMap, stale: Label, live: Label): void {
  const { asm } = code;
  lookUp(code, map, entry);
  asm.jump("eq", r0, 0, stale);
  if (stampOffset === undefined) {
    asm.goto(live);
    return;
  }
  pointToKey(code, entry, r4);
  asm.ldx(8, r1, r0, stampOffset).ldx(8, r2, r4, entry.size - 8).jump("ne", r1, r2, stale).goto(live);
}
