import type { Register } from "@tapset/asm";
import { r0 } from "@tapset/asm";
import type { Global, LongExpr, StringExpr } from "@tapset/core";
import { GLOBALS_MAP } from "../../layout/global-layout.js";
import type { Code } from "../code/code.js";
import { hold, textSize, withElement } from "./map-access.js";
import { placeAt, type Place } from "../code/place.js";
import { emitSearch } from "./slice.js";
import { copyText, writeEmpty } from "../text/text-copy.js";

/** A long scalar: one load. */
export function emitGlobalLong(code: Code, { global }: Extract<LongExpr, { op: "global" }>, dst: Register): void {
  const layout = code.image.module.layoutOf(global);
  if (layout.kind !== "word") throw new Error(`global ${global.name}: not a long scalar`);
  code.asm.loadMapValue(dst, GLOBALS_MAP, layout.offset).ldx(8, dst, dst, 0);
}

/** An element's long; 0 when there is none. */
export function emitElementLong(code: Code, { global, keys }: Extract<LongExpr, { op: "element" }>, dst: Register): void {
  withElement(code, global, keys, () => {
    const missing = code.asm.newLabel("missing");
    // Without an element r0 is 0, which is the value.
    code.asm.jump("eq", r0, 0, missing).ldx(8, r0, r0, 0).label(missing);
    if (dst !== r0) code.asm.mov(dst, r0);
  });
}

/** `keys in array`: 0 or 1. */
export function emitHas(code: Code, { global, keys }: Extract<LongExpr, { op: "has" }>, dst: Register): void {
  const all = keys.filter((key) => key !== undefined);
  if (all.length < keys.length) {
    emitSearch(code, global, keys, dst);
    return;
  }
  withElement(code, global, all, () => {
    const missing = code.asm.newLabel("missing");
    code.asm.jump("eq", r0, 0, missing).mov(r0, 1).label(missing);
    if (dst !== r0) code.asm.mov(dst, r0);
  });
}

/** A string scalar. */
export function emitGlobalText(code: Code, { global }: Extract<StringExpr, { op: "global" }>, to: Place): void {
  emitStored(code, global, [], to);
}

/** An element's string; empty when there is none. */
export function emitElementText(code: Code, { global, keys }: Extract<StringExpr, { op: "element" }>, to: Place): void {
  emitStored(code, global, keys, to);
}

function emitStored(code: Code, global: Global, keys: Extract<StringExpr, { op: "element" }>["keys"], to: Place): void {
  const { asm } = code;
  withElement(code, global, keys, (layout) => {
    const done = asm.newLabel("done");
    const found = asm.newLabel("found");
    asm.jump("ne", r0, 0, found);
    writeEmpty(code, to);
    asm.goto(done).label(found);
    const value = hold(code, r0);
    copyText(code, placeAt(value, 0, global.bound, textSize(layout)), to);
    code.giveTemp(value);
    asm.label(done);
  });
}
