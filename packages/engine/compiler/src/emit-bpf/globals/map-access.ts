import type { Register } from "@tapset/asm";
import { r0, r1, r2 } from "@tapset/asm";
import type { Expr, Global } from "@tapset/core";
import { keySize } from "../../layout/global-layout.js";
import type { GlobalLayout } from "../../module.js";
import { isImmediate, type Code, type Temp } from "../code/code.js";
import { emitNumber } from "../long/long.js";
import { placeAt, pointTo, type Place } from "../code/place.js";
import { emitText } from "../text/text.js";

/** Keys up to this many bytes are built on the stack. */
const FRAME_KEY_BYTES = 64;
/** The stack is left to expressions from here on. */
const FRAME_KEY_LIMIT = 384;

export type MapLayout = Extract<GlobalLayout, { kind: "map" }>;

/** The layout of a global that has a map. */
export function mapLayout(code: Code, global: Global): MapLayout {
  const layout = code.image.module.layoutOf(global);
  if (layout.kind !== "map") throw new Error(`global ${global.name}: it has no map`);
  return layout;
}

/** The map of a global, ready for any number of helper calls. */
export interface OpenMap {
  /** `dst` = the map, as helpers take it. */
  load(dst: Register): void;
  close(): void;
}

/** Opens a global's map: of two copies the one that's now in use, for the whole of one operation. Uses `r0`–`r5`. */
export function openMap(code: Code, layout: MapLayout): OpenMap {
  const { asm } = code;
  if (!layout.twoCopies) return { load: (dst) => void asm.loadMap(dst, layout.map), close: () => undefined };
  const zero = code.takeFrame(8);
  asm.store(8, code.frame, zero, 0).loadMap(r1, layout.map).mov(r2, code.frame).add(r2, zero).call("map_lookup_elem");
  code.giveFrame(zero, 8);
  // The slot is never empty, but the verifier can't know.
  code.cold("eq", r0, 0, () => code.leave(code.run.failed));
  const temp = code.takeTemp();
  code.save(temp, r0);
  return { load: (dst) => code.load(dst, temp), close: () => code.giveTemp(temp) };
}

/** A map whose address callbacks find. */
export interface MapInFrame {
  /** The map as a callback's code opens it. */
  mapIn(inner: Code): OpenMap;
  close(): void;
}

/** Keeps an open map for callbacks, which can't reach the registers of their caller. Uses `r1`. */
export function keepMapInFrame(outer: Code, layout: MapLayout, map: OpenMap): MapInFrame {
  const close = (): void => undefined;
  if (!layout.twoCopies) return { mapIn: (inner) => ({ load: (dst) => void inner.asm.loadMap(dst, layout.map), close }), close };
  const slot = outer.takeFrame(8);
  map.load(r1);
  outer.asm.store(8, outer.frame, slot, r1);
  return {
    mapIn: (inner) => ({ load: (dst) => void inner.asm.ldx(8, dst, inner.frame, slot), close }),
    close: () => outer.giveFrame(slot, 8),
  };
}

/** A key in memory. */
export interface Key {
  readonly base: "frame" | "scratch";
  readonly offset: number;
  readonly size: number;
}

/** `dst` = address of the key. */
export function pointToKey(code: Code, key: Key, dst: Register): void {
  pointTo(code, keyPlace(key), dst);
}

function keyPlace(key: Key): Place {
  return { base: key.base, offset: key.offset, bound: key.size, size: key.size, padded: true };
}

/** Memory for a key of `size` bytes. */
export function takeKey(code: Code, size: number): Key {
  const offset = size <= FRAME_KEY_BYTES ? code.tryFrame(size, FRAME_KEY_LIMIT) : undefined;
  return offset === undefined ? { base: "scratch", offset: code.takeScratch(size), size } : { base: "frame", offset, size };
}
export function giveKey(code: Code, { base, offset, size }: Key): void {
  if (base === "frame") code.giveFrame(offset, size);
  else code.image.giveScratch(offset, size);
}

/** Bytes of an element's value that hold its text: all but the stamp of a `%` array. */
export function textSize({ queue, value }: MapLayout): number {
  return queue === undefined ? value.size : value.size - 8;
}

/** Evaluates the keys into memory, which the caller gives back. A scalar's key is zero; that of a `%` array has room for a stamp behind it. */
export function emitKey(code: Code, layout: MapLayout, keys: readonly (Expr | undefined)[]): Key {
  if (layout.keys.length === 0) {
    const key = takeKey(code, 8);
    storeWord(code, key, 0, 0n);
    return key;
  }
  const key = takeKey(code, keySize(layout) + (layout.queue === undefined ? 0 : 8));
  let at = 0;
  for (const [index, part] of layout.keys.entries()) {
    const expr = keys[index];
    if (expr !== undefined) emitKeyPart(code, key, at, part, expr);
    at += part.size;
  }
  return key;
}

function emitKeyPart(code: Code, key: Key, at: number, part: MapLayout["keys"][number], expr: Expr): void {
  const value = part.fact !== undefined && expr.type === "string" ? rawOfFact(expr) : expr;
  if (value.type === "long") {
    if (value.op === "const" && isImmediate(value.value)) storeWord(code, key, at, value.value);
    else {
      emitNumber(code, value, r0);
      storeWord(code, key, at, r0);
    }
    return;
  }
  const place = placeAt(key.base, key.offset + at, part.size - 1, part.size);
  if (!place.padded) {
    const { register, offset } = reachKey(code, key, r1);
    for (let word = 0; word < part.size; word += 8) code.asm.store(8, register, offset + at + word, 0);
  }
  emitText(code, value, place);
}

function rawOfFact(expr: Extract<Expr, { type: "string" }>): Expr {
  const [raw] = expr.op === "fact" ? expr.raw : [];
  if (raw === undefined) throw new Error("a key that is stored as a fact's raw value isn't that fact");
  return raw;
}

function reachKey(code: Code, key: Key, spare: Register): { register: Register; offset: number } {
  if (key.base === "frame") return { register: code.frame, offset: key.offset };
  code.scratch(spare);
  return { register: spare, offset: key.offset };
}

function storeWord(code: Code, key: Key, at: number, value: bigint | Register): void {
  const { register, offset } = reachKey(code, key, r1);
  code.asm.store(8, register, offset + at, typeof value === "bigint" ? Number(value) : value);
}

/** `r0` = the element's value, or 0. */
export function lookUp(code: Code, map: OpenMap, key: Key): void {
  map.load(r1);
  pointToKey(code, key, r2);
  code.asm.call("map_lookup_elem");
}

/** Evaluates the keys, looks the element up, and gives `use` the key and the map with the element's address in `r0` (or 0). */
export function withElement(
  code: Code,
  global: Global,
  keys: readonly Expr[],
  use: (layout: MapLayout, map: OpenMap, key: Key) => void,
): void {
  const layout = mapLayout(code, global);
  const key = emitKey(code, layout, keys);
  const map = openMap(code, layout);
  lookUp(code, map, key);
  use(layout, map, key);
  map.close();
  giveKey(code, key);
}

/** Keeps a register's value. */
export function hold(code: Code, register: Register): Temp {
  const temp = code.takeTemp();
  code.save(temp, register);
  return temp;
}
