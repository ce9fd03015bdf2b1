import type { AtomicOperation, Label, Register } from "@tapset/asm";
import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import type { BinaryOperator, Expr, LongExpr, Stmt, Update } from "@tapset/core";
import { GLOBALS_MAP } from "../../layout/global-layout.js";
import { emitOperation } from "../long/arithmetic.js";
import type { Code, Temp } from "../code/code.js";
import { emitHeld, emitNumber } from "../long/long.js";
import { emitKey, giveKey, hold, lookUp, mapLayout, openMap, pointToKey, textSize, type Key, type MapLayout, type OpenMap } from "./map-access.js";
import { insert, type NewElement } from "./insert.js";
import { placeAt, pointTo } from "../code/place.js";
import { emitText } from "../text/text.js";
import { stampOffset } from "./wrapping.js";

type UpdateExpr = Extract<LongExpr, { op: "update" }>;
type Operator = Update["operator"];

/** Operators the hardware applies indivisibly, without and with giving the old value. `sub` adds the negative. */
const atomics: { readonly [operator: string]: { readonly plain: AtomicOperation; readonly fetch: AtomicOperation } } = {
  add: { plain: "add", fetch: "fetch_add" },
  sub: { plain: "add", fetch: "fetch_add" },
  and: { plain: "and", fetch: "fetch_and" },
  or: { plain: "or", fetch: "fetch_or" },
  xor: { plain: "xor", fetch: "fetch_xor" },
  set: { plain: "xchg", fetch: "xchg" },
};
/** What a missing element, which counts as 0, becomes: the value itself, its negative, or 0. */
const initials: { readonly [operator: string]: "value" | "negative" } = { set: "value", add: "value", or: "value", xor: "value", sub: "negative" };

/** How often a compare-and-swap is tried: each failure means that another CPU got through. */
const SWAP_TRIES = 16;

/** One indivisible read-modify-write that yields the old or the new value. */
export function emitUpdateLong(code: Code, expr: UpdateExpr, dst: Register): void {
  emitUpdate(code, expr.update, expr.yields, dst);
}

/** As {@link emitUpdateLong} when nobody wants the value. */
export function emitUpdateEffect(code: Code, expr: UpdateExpr): void {
  emitUpdate(code, expr.update, expr.yields, undefined);
}

function emitUpdate(code: Code, update: UpdateExpr["update"], yields: "old" | "new", dst: Register | undefined): void {
  const { global, keys } = update.place;
  const layout = code.image.module.layoutOf(global);
  if (layout.kind === "word") {
    emitNumber(code, update.value, r3);
    code.asm.loadMapValue(r2, GLOBALS_MAP, layout.offset);
    apply(code, update.operator, yields, dst);
    return;
  }
  const key = emitKey(code, layout, keys);
  const value = emitHeld(code, update.value);
  updateElement(code, layout, key, value, update.operator, yields, dst);
  code.giveTemp(value);
  giveKey(code, key);
}

/** Updates the element of a key; makes it when there is none. */
export function updateElement(
  code: Code,
  layout: MapLayout,
  key: Key,
  value: Temp,
  operator: Operator,
  yields: "old" | "new",
  dst: Register | undefined,
): void {
  const { asm } = code;
  const map = openMap(code, layout);
  const found = asm.newLabel("found");
  const done = asm.newLabel("done");
  lookUp(code, map, key);
  code.cold("eq", r0, 0, () => makeElement(code, layout, map, key, value, operator, yields, dst, { found, done }));
  asm.label(found).mov(r2, r0);
  code.load(r3, value);
  apply(code, operator, yields, dst);
  asm.label(done);
  map.close();
}

function makeElement(
  code: Code,
  layout: MapLayout,
  map: OpenMap,
  key: Key,
  value: Temp,
  operator: Operator,
  yields: "old" | "new",
  dst: Register | undefined,
  { found, done }: { found: string; done: string },
): void {
  const { asm } = code;
  const word = code.takeFrame(layout.value.size);
  const initial = initials[operator];
  if (initial === undefined) asm.mov(r3, 0);
  else code.load(r3, value);
  if (initial === "negative") asm.neg(r3);
  asm.store(8, code.frame, word, r3);
  if (operator === "div" || operator === "mod") {
    // 0 divided is 0, but not by 0.
    code.load(r2, value);
    emitOperation(code, operator, r3, r2);
  }
  const element: NewElement = { layout, map, key, pointToValue: (register) => void asm.mov(register, code.frame).add(register, word) };
  insert(code, element, found, () => {
    // Refused: as if the element were 0 and stayed so.
    if (dst) asm.mov(dst, 0);
    asm.goto(done);
  });
  if (dst) {
    if (yields === "old") asm.mov(dst, 0);
    else asm.ldx(8, dst, code.frame, word);
  }
  code.giveFrame(word, layout.value.size);
  asm.goto(done);
}

/** Applies `operator` with operand `r3` to the word at `r2`. Uses `r0`–`r5`. */
function apply(code: Code, operator: Operator, yields: "old" | "new", dst: Register | undefined): void {
  const { asm } = code;
  const atomic = atomics[operator];
  if (atomic === undefined) {
    if (operator !== "set") swap(code, operator, yields, dst);
    return;
  }
  if (operator === "sub") asm.neg(r3);
  if (dst === undefined) {
    if (operator === "set") asm.store(8, r2, 0, r3);
    else asm.atomic(atomic.plain, 8, r2, 0, r3);
    return;
  }
  if (yields === "old") {
    asm.atomic(atomic.fetch, 8, r2, 0, r3);
    if (dst !== r3) asm.mov(dst, r3);
    return;
  }
  if (operator === "set") {
    asm.store(8, r2, 0, r3);
    if (dst !== r3) asm.mov(dst, r3);
    return;
  }
  asm.mov(r4, r3).atomic(atomic.fetch, 8, r2, 0, r3);
  emitOperation(code, operator === "sub" ? "add" : operator, r3, r4);
  if (dst !== r3) asm.mov(dst, r3);
}

/** A compare-and-swap loop; the word's address and the operand are kept while the operator uses registers. */
function swap(code: Code, operator: BinaryOperator, yields: "old" | "new", dst: Register | undefined): void {
  const { asm } = code;
  const address = hold(code, r2);
  const operand = hold(code, r3);
  const old = code.takeTemp();
  const tries = code.takeTemp();
  const again = asm.newLabel("again");
  const done = asm.newLabel("swapped");
  asm.mov(r5, SWAP_TRIES);
  code.save(tries, r5);
  asm.label(again);
  asm.ldx(8, r4, code.inRegister(address, r5), 0);
  code.save(old, r4);
  code.load(r2, operand);
  emitOperation(code, operator, r4, r2);
  code.load(r0, old);
  asm.mov(r1, r0).atomic("cmpxchg", 8, code.inRegister(address, r5), 0, r4);
  asm.jump("eq", r0, r1, done);
  const left = code.inRegister(tries, r5);
  asm.sub(left, 1);
  code.save(tries, left);
  asm.jump("ne", left, 0, again);
  code.count("refused");
  code.load(r4, old);
  asm.label(done);
  if (dst) {
    if (yields === "old") code.load(dst, old);
    else if (dst !== r4) asm.mov(dst, r4);
  }
  for (const temp of [tries, old, operand, address]) code.giveTemp(temp);
}

/** `global[keys] = text`: the value is replaced whole. */
export function emitUpdateText(code: Code, { update }: Extract<Stmt, { op: "update" }>): void {
  const { global, keys } = update.place;
  const value: Expr = update.value;
  if (value.type === "long") {
    emitUpdateEffect(code, { type: "long", op: "update", update: { ...update, value }, yields: "new" });
    return;
  }
  if (update.operator !== "set") throw new Error(`global ${global.name}: only = works on strings`);
  const layout = mapLayout(code, global);
  const key = emitKey(code, layout, keys);
  const place = placeAt("scratch", code.takeScratch(layout.value.size), global.bound, textSize(layout));
  emitText(code, value, place);
  const map = openMap(code, layout);
  const element: NewElement = { layout, map, key, pointToValue: (register) => pointTo(code, place, register) };
  const done = code.asm.newLabel("done");
  replace(code, element, done);
  insert(code, element, undefined, () => void code.asm.goto(done));
  code.asm.label(done);
  map.close();
  code.image.giveScratch(place.offset, layout.value.size);
  giveKey(code, key);
}

const BPF_EXIST = 2;

/** Replaces an element's value and goes to `done`, or falls through when there is none. */
function replace(code: Code, { layout, map, key, pointToValue }: NewElement, done: Label): void {
  const { asm } = code;
  const missing = asm.newLabel("missing");
  const offset = stampOffset(layout);
  if (offset !== undefined) {
    // It's as old as it was.
    lookUp(code, map, key);
    asm.jump("eq", r0, 0, missing).ldx(8, r0, r0, offset);
    pointToValue(r1);
    asm.store(8, r1, offset, r0);
  }
  map.load(r1);
  pointToKey(code, key, r2);
  pointToValue(r3);
  asm.mov(r4, BPF_EXIST).call("map_update_elem");
  asm.jump("eq", r0, 0, done).label(missing);
}
