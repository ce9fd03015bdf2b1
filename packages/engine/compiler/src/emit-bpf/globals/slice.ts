import type { Register } from "@tapset/asm";
import { r0, r1, r2, r3, r4 } from "@tapset/asm";
import type { Expr, Global } from "@tapset/core";
import { keySize } from "../../layout/global-layout.js";
import { beginUnwinding, emitCallback, endUnwinding } from "../code/callback.js";
import type { Code, Temp } from "../code/code.js";
import { emitKey, giveKey, hold, mapLayout, openMap, type Key, type MapLayout } from "./map-access.js";

/** An element during a walk over its array. */
export interface Visit {
  readonly layout: MapLayout;
  /** Address of its key. */
  readonly key: Temp;
  /** Address of its value: for aggregates this CPU's. */
  readonly value: Temp;
}

/**
 * Walks over an array's elements (those that match the slice) in a callback. `body` leaves as {@link emitCallback}'s
 * body does. Elements that come meanwhile may or may not be visited; the visited one may be deleted.
 */
export function emitWalk(
  outer: Code,
  global: Global,
  slice: readonly (Expr | undefined)[],
  body: (inner: Code, visit: Visit) => void,
): void {
  const layout = mapLayout(outer, global);
  const wanted = slice.some((key) => key !== undefined) ? emitSlice(outer, layout, slice) : undefined;
  const map = openMap(outer, layout);
  const callback = emitCallback(outer, `each_${global.name}`, r4, (inner) => {
    const key = hold(inner, r2);
    const value = hold(inner, r3);
    if (wanted) skipOthers(inner, layout, slice, wanted, key);
    body(inner, { layout, key, value });
    inner.giveTemp(value);
    inner.giveTemp(key);
  });
  beginUnwinding(outer, callback);
  map.load(r1);
  outer.asm.loadFunction(r2, callback.name).mov(r3, outer.frame).mov(r4, 0).call("for_each_map_elem");
  endUnwinding(outer, callback);
  map.close();
  if (wanted) giveKey(outer, wanted);
}

/** The slice's keys, evaluated once, where the callback can read them. */
function emitSlice(code: Code, layout: MapLayout, slice: readonly (Expr | undefined)[]): Key {
  const key = emitKey(code, layout, slice);
  if (key.base === "scratch") return key;
  // A key on the stack would be a known number to the verifier, which it then tells apart at every turn.
  const copy: Key = { base: "scratch", offset: code.takeScratch(key.size), size: key.size };
  code.scratch(r1);
  let at = 0;
  for (const [index, { size }] of layout.keys.entries()) {
    if (slice[index] !== undefined) {
      for (let word = at; word < at + size; word += 8) {
        code.asm.ldx(8, r2, code.frame, key.offset + word).store(8, r1, copy.offset + word, r2);
      }
    }
    at += size;
  }
  giveKey(code, key);
  return copy;
}

/** Goes on with the next element unless this one's key matches. */
function skipOthers(inner: Code, layout: MapLayout, slice: readonly (Expr | undefined)[], wanted: Key, key: Temp): void {
  const { asm } = inner;
  const matches = asm.newLabel("matches");
  const next = asm.newLabel("next");
  const address = inner.inRegister(key, r3);
  inner.scratch(r1);
  let at = 0;
  for (const [index, { size }] of layout.keys.entries()) {
    if (slice[index] !== undefined) {
      for (let word = at; word < at + size; word += 8) {
        asm.ldx(8, r2, address, word).ldx(8, r4, r1, wanted.offset + word).jump("ne", r2, r4, next);
      }
    }
    at += size;
  }
  asm.goto(matches).label(next).mov(r0, 0).exit().label(matches);
}

/** Whether any element matches the keys, `undefined` ones matching all: 0 or 1. */
export function emitSearch(code: Code, global: Global, keys: readonly (Expr | undefined)[], dst: Register): void {
  const found = code.takeScratch(8);
  code.scratch(r1);
  code.asm.store(8, r1, found, 0);
  emitWalk(code, global, keys, (inner) => {
    inner.scratch(r1);
    inner.asm.store(8, r1, found, 1).mov(r0, 1).exit();
  });
  code.scratch(dst);
  code.asm.ldx(8, dst, dst, found);
  code.image.giveScratch(found, 8);
}

/** Deletes the elements that match; without keys all. */
export function emitDeleteMatching(code: Code, global: Global, keys: readonly (Expr | undefined)[]): void {
  const layout = mapLayout(code, global);
  const size = keySize(layout);
  emitWalk(code, global, keys, (inner, { key }) => {
    // The walk holds no lock, but the key lies in the element that is about to go: delete by a copy.
    const copy = inner.takeScratch(size);
    copyKey(inner, key, copy, size);
    const map = openMap(inner, layout);
    map.load(r1);
    inner.scratch(r2);
    inner.offset(r2, copy);
    inner.asm.call("map_delete_elem");
    map.close();
    inner.image.giveScratch(copy, size);
  });
}

/** Copies the key of a visited element to scratch memory. */
export function copyKey(code: Code, key: Temp, offset: number, size: number): void {
  const address = code.inRegister(key, r3);
  code.scratch(r1);
  for (let at = 0; at < size; at += 8) code.asm.ldx(8, r2, address, at).store(8, r1, offset + at, r2);
}
