import type { Label } from "@tapset/asm";
import { r0, r1, r2, r3 } from "@tapset/asm";
import type { Expr, Global, Local, LongExpr, SortOrder } from "@tapset/core";
import { keySize } from "../../layout/global-layout.js";
import { stringSize } from "../../layout/string-size.js";
import type { Code, Temp } from "../code/code.js";
import { placeAt, pointToScratch, type Place } from "../code/place.js";
import { emitNumber } from "../long/long.js";
import { comparePlaces } from "../text/text-compare.js";
import { emitFactText } from "../text/text-fact.js";
import { emitMeasure } from "./aggregate.js";
import { Heap, slotOf, type UnlessWorse } from "./heap.js";
import { hold, mapLayout, textSize, type MapLayout } from "./map-access.js";
import { copyKey, emitWalk, type Visit } from "./slice.js";

/** What a sorted walk is to do. */
export interface SortedWalk {
  readonly global: Global;
  readonly slice: readonly (Expr | undefined)[];
  readonly sort: SortOrder;
  readonly limit: LongExpr | undefined;
  /** More elements than this are never visited. */
  readonly most: number;
}

/** A copy of an element: its key, its value (none of aggregates), and the text of a fact that it's sorted by. */
interface SlotLayout {
  readonly map: string;
  readonly valueOffset: number;
  readonly factOffset: number;
  readonly size: number;
}

/** The fact that an element's text is made by. */
type FactPart = MapLayout["keys"][number] & { readonly fact: NonNullable<MapLayout["keys"][number]["fact"]> };

/**
 * Walks over an array's elements (those that match the slice) in order: one pass over the array keeps copies of the
 * elements that are to be visited, which are then sorted. What happens to the array meanwhile doesn't change them. `body`
 * leaves as that of an unsorted walk.
 */
export function emitSortedWalk(outer: Code, walk: SortedWalk, body: (inner: Code, visit: Visit) => void): void {
  const { image } = outer;
  const layout = mapLayout(outer, walk.global);
  const by = sortedText(layout, walk.sort);
  const capacity = Math.max(1, Math.min(walk.global.maxEntries, walk.most, constantLimit(walk)));
  const slots = layoutSlots(image.functionName(`${image.name}.${walk.global.name}`), layout, by);
  // One more than the heap holds: the copy of an element that's not yet known to be better than one of those.
  image.module.addMap({ name: slots.map, type: "PERCPU_ARRAY", keySize: 4, valueSize: slots.size, maxEntries: capacity + 1, mmapable: false });
  const places = by === undefined ? undefined : textPlaces(slots, layout, by);
  const heap = new Heap(outer, `${slots.map}.heap`, capacity, places ? byText(walk.sort, slots, places) : byNumber(walk.sort));
  const spare = outer.takeScratch(8);
  const most = outer.takeScratch(8);
  const root = outer.takeScratch(16);
  if (walk.limit) emitNumber(outer, walk.limit, r0);
  else outer.asm.mov(r0, capacity);
  const limited = outer.asm.newLabel("limited");
  outer.scratch(r1);
  outer.asm.jump("sle", r0, capacity, limited).mov(r0, capacity).label(limited).store(8, r1, most, r0).store(8, r1, spare, 0);

  emitWalk(outer, walk.global, walk.slice, (inner, visit) => {
    const { asm } = inner;
    const full = asm.newLabel("full");
    const next = asm.newLabel("next");
    const stop = asm.newLabel("stop");
    inner.scratch(r1);
    asm.ldx(8, r2, r1, most).jump("sle", r2, 0, stop);
    if (by === undefined) {
      emitRank(inner, visit, walk.sort);
      inner.scratch(r1);
      asm.store(8, r1, heap.carried, r0);
    }
    inner.scratch(r1);
    asm.ldx(8, r2, r1, spare).store(8, r1, slotOf(heap.carried), r2);
    copyElement(inner, visit, slots, spare, by, stop);
    inner.scratch(r1);
    asm.ldx(8, r2, r1, heap.count).ldx(8, r3, r1, most).jump("sge", r2, r3, full);
    asm.add(r2, 1).store(8, r1, spare, r2);
    heap.push(inner, stop);
    asm.goto(next).label(full);
    heap.root(inner, root, stop);
    heap.unlessWorse(inner, root, heap.carried, next);
    inner.scratch(r1);
    asm.ldx(8, r2, r1, slotOf(root)).store(8, r1, spare, r2);
    heap.replaceRoot(inner, stop);
    asm.label(next).mov(r0, 0).exit().label(stop).mov(r0, 1).exit();
  });
  heap.sort();
  heap.each((inner, stop) => {
    findSlot(inner, slots, slotOf(heap.carried), stop);
    const key = hold(inner, r0);
    inner.asm.add(r0, slots.valueOffset);
    const value = hold(inner, r0);
    body(inner, { layout, key, value });
    inner.giveTemp(value);
    inner.giveTemp(key);
  });
  image.giveScratch(root, 16);
  image.giveScratch(most, 8);
  image.giveScratch(spare, 8);
  heap.close();
}

function constantLimit({ limit }: SortedWalk): number {
  return limit?.op === "const" && limit.value < Number.MAX_SAFE_INTEGER ? Number(limit.value) : Infinity;
}

/** What a text that elements are sorted by is: the number of a key, or the value; undefined for longs. */
function sortedText(layout: MapLayout, { by }: SortOrder): number | "value" | undefined {
  if (typeof by === "number") return layout.keys[by]?.type === "string" ? by : undefined;
  return by === "value" && layout.value.type === "string" ? "value" : undefined;
}

function layoutSlots(map: string, layout: MapLayout, by: number | "value" | undefined): SlotLayout {
  const valueOffset = keySize(layout);
  const factOffset = valueOffset + (layout.value.type === "stats" ? 0 : textSize(layout));
  const fact = typeof by === "number" ? layout.keys[by]?.fact : undefined;
  return { map, valueOffset, factOffset, size: factOffset + (fact ? stringSize(fact.bound) : 0) };
}

/** Where in a slot the text lies. */
function textPlaces(slots: SlotLayout, layout: MapLayout, by: number | "value"): (base: Temp) => Place {
  if (by === "value") return (base) => placeAt(base, slots.valueOffset, textSize(layout) - 1, textSize(layout));
  const part = layout.keys[by];
  const fact = part?.fact;
  if (fact) return (base) => placeAt(base, slots.factOffset, fact.bound);
  const size = part?.size ?? 8;
  return (base) => placeAt(base, offsetOf(layout, by), size - 1, size);
}

function offsetOf(layout: MapLayout, key: number): number {
  return layout.keys.slice(0, key).reduce((sum, { size }) => sum + size, 0);
}

function byNumber({ direction }: SortOrder): UnlessWorse {
  return (code, left, right, target) => {
    code.scratch(r1);
    code.asm.ldx(8, r2, r1, left).ldx(8, r3, r1, right).jump(direction === "ascending" ? "sle" : "sge", r2, r3, target);
  };
}

function byText({ direction }: SortOrder, slots: SlotLayout, place: (base: Temp) => Place): UnlessWorse {
  return (code, left, right, target) => {
    // On the stack, where the comparison's own callback finds them.
    const held = [left, right].map((entry) => {
      findSlot(code, slots, slotOf(entry), target);
      const temp: Temp = { kind: "frame", offset: code.takeFrame(8) };
      code.save(temp, r0);
      return temp;
    }) as [Temp, Temp];
    comparePlaces(code, direction === "ascending" ? "le" : "ge", place(held[0]), place(held[1]), target);
    for (const temp of held) code.giveTemp(temp);
  };
}

/** `r0` = address of the slot whose number is in a scratch word. */
function findSlot(code: Code, { map }: SlotLayout, word: number, missing: Label): void {
  code.asm.loadMap(r1, map);
  pointToScratch(code, word, r2);
  code.asm.call("map_lookup_elem").jump("eq", r0, 0, missing);
}

/** `r0` = the long that an element is sorted by. */
function emitRank(inner: Code, { layout, key, value }: Visit, { by }: SortOrder): void {
  if (typeof by === "number") inner.asm.ldx(8, r0, inner.inRegister(key, r1), offsetOf(layout, by));
  else if (by === "value") inner.asm.ldx(8, r0, inner.inRegister(value, r1), 0);
  else {
    const size = keySize(layout);
    const copy = inner.takeScratch(size);
    copyKey(inner, key, copy, size);
    emitMeasure(inner, layout, { base: "scratch", offset: copy, size }, by, r0);
    inner.image.giveScratch(copy, size);
  }
}

/** Copies the visited element to the slot whose number is in a scratch word. */
function copyElement(inner: Code, { layout, key, value }: Visit, slots: SlotLayout, slot: number, by: number | "value" | undefined, missing: Label): void {
  findSlot(inner, slots, slot, missing);
  copyWords(inner, key, 0, slots.valueOffset);
  if (layout.value.type !== "stats") copyWords(inner, value, slots.valueOffset, textSize(layout));
  const part = typeof by === "number" ? layout.keys[by] : undefined;
  if (part?.fact && typeof by === "number") copyFact(inner, part as FactPart, offsetOf(layout, by), slots);
}

/** Copies words to the slot at `r0`. */
function copyWords(inner: Code, from: Temp, to: number, size: number): void {
  const address = inner.inRegister(from, r1);
  for (let at = 0; at < size; at += 8) inner.asm.ldx(8, r2, address, at).store(8, r0, to + at, r2);
}

/** Writes the text of the fact whose raw value lies in the slot at `r0`. */
function copyFact(inner: Code, { fact }: FactPart, at: number, slots: SlotLayout): void {
  const raw: Local = { id: -1, name: "raw", type: "long", bound: 0 };
  const offset = inner.takeScratch(8);
  inner.scratch(r1);
  inner.asm.ldx(8, r2, r0, at).store(8, r1, offset, r2);
  inner.run.homes.set(raw, { kind: "scratch", offset });
  const address = hold(inner, r0);
  const text = { type: "string", op: "fact", fact, raw: [{ type: "long", op: "local", local: raw }], bound: fact.bound } as const;
  emitFactText(inner, text, placeAt(address, slots.factOffset, fact.bound));
  inner.giveTemp(address);
  inner.image.giveScratch(offset, 8);
}
