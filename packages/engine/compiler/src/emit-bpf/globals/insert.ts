import type { Label, Register } from "@tapset/asm";
import { r0, r1, r2, r3, r4 } from "@tapset/asm";
import { GLOBALS_MAP, keySize } from "../../layout/global-layout.js";
import { CONTROL } from "../../module.js";
import type { Code } from "../code/code.js";
import { lookUp, pointToKey, type Key, type MapLayout, type OpenMap } from "./map-access.js";
import { raiseText } from "../statement/raise.js";
import { closeWrapping, enter, makeRoomAndRetry, openWrapping } from "./wrapping.js";

const BPF_NOEXIST = 1;
// Before 6.4 map helpers give their error numbers in 32 bits: these are compared as such.
const E2BIG = 7;
const EEXIST = 17;

/** An element that isn't there yet. */
export interface NewElement {
  readonly layout: MapLayout;
  readonly map: OpenMap;
  readonly key: Key;
  /** Puts the address of its value, a whole value of the map, into a register. */
  readonly pointToValue: (register: Register) => void;
}

/**
 * Makes an element. Falls through when it did; goes to `found` with the element in `r0` when another CPU was faster (or,
 * without `found`, falls through); fails the handler when the array is full; emits `refused` for the rest. Uses `r0`–`r5`.
 */
export function insert(code: Code, element: NewElement, found: Label | undefined, refused: () => void): void {
  const { asm } = code;
  const { layout, map, key } = element;
  const wrapping = openWrapping(code, layout);
  const inserted = asm.newLabel("inserted");
  const create = (): void => {
    map.load(r1);
    pointToKey(code, key, r2);
    element.pointToValue(r3);
    asm.mov(r4, BPF_NOEXIST).call("map_update_elem");
  };
  if (wrapping) stamp(code, element, wrapping.stampOffset);
  create();
  if (wrapping) makeRoomAndRetry(code, wrapping, map, create);
  asm.jump("eq", r0, 0, inserted);
  const failed = asm.newLabel("failed");
  const done = asm.newLabel("done");
  asm.jump32("ne", r0, -EEXIST, failed);
  if (found === undefined) asm.goto(done);
  else {
    lookUp(code, map, key);
    asm.jump("ne", r0, 0, found);
  }
  asm.label(failed);
  emitFailure(code, refused);
  asm.label(inserted);
  if (wrapping) {
    enter(code, wrapping, map, key);
    closeWrapping(code, wrapping);
  }
  asm.label(done);
}

function emitFailure(code: Code, refused: () => void): void {
  const { asm } = code;
  const busy = asm.newLabel("busy");
  asm.jump32("ne", r0, -E2BIG, busy);
  code.count("arrayFull");
  raiseText(code, "Array overflow, check MAXMAPENTRIES");
  asm.label(busy);
  code.count("refused");
  refused();
}

/** Numbers the element and its entry in the queue: no two that were ever made have one stamp. */
function stamp(code: Code, { layout, key, pointToValue }: NewElement, stampOffset: number | undefined): void {
  const { asm } = code;
  asm.mov(r0, 1).loadMapValue(r1, GLOBALS_MAP, CONTROL.stamps).atomic("fetch_add", 8, r1, 0, r0);
  pointToKey(code, key, r1);
  asm.store(8, r1, keySize(layout), r0);
  if (stampOffset === undefined) return;
  pointToValue(r1);
  asm.store(8, r1, stampOffset, r0);
}
