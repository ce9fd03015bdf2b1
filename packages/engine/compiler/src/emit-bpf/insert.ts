import type { Register } from "@tapset/asm";
import { r0, r1, r2, r3, r4 } from "@tapset/asm";
import { keySize } from "../layout/global-layout.js";
import type { Code } from "./code.js";
import { giveKey, lookUp, pointToKey, takeKey, type Key, type MapLayout, type OpenMap } from "./map-access.js";
import { raiseText } from "./raise.js";

const BPF_NOEXIST = 1;
const BPF_EXIST = 2;
const E2BIG = 7;
const EEXIST = 17;
/** Keys a full `%` array gives up at most before it's called full: keys deleted by the script are still in its queue. */
const EVICTIONS = 16;

/**
 * Makes an element that wasn't there. Falls through when it did; goes to `found` with the element in `r0` when another
 * CPU was faster (or, without `found`, falls through); fails the handler when the array is full; emits `refused` for
 * the rest. Uses `r0`–`r5`.
 */
export function insert(
  code: Code,
  layout: MapLayout,
  map: OpenMap,
  key: Key,
  pointToValue: (register: Register) => void,
  found: string | undefined,
  refused: () => void,
): void {
  const { asm } = code;
  const inserted = asm.newLabel("inserted");
  const create = (): void => {
    map.load(r1);
    pointToKey(code, key, r2);
    pointToValue(r3);
    asm.mov(r4, BPF_NOEXIST).call("map_update_elem");
  };
  create();
  const queue = layout.queue;
  if (queue !== undefined) evict(code, layout, queue, map, create);
  asm.jump("eq", r0, 0, inserted);
  const notThere = asm.newLabel("failed");
  asm.jump("ne", r0, -EEXIST, notThere);
  if (found === undefined) asm.goto(inserted);
  else {
    lookUp(code, map, key);
    asm.jump("ne", r0, 0, found);
  }
  asm.label(notThere);
  const busy = asm.newLabel("busy");
  asm.jump("ne", r0, -E2BIG, busy);
  code.count("arrayFull");
  raiseText(code, "Array overflow, check MAXMAPENTRIES");
  asm.label(busy);
  code.count("refused");
  refused();
  asm.label(inserted);
  if (queue !== undefined) {
    asm.loadMap(r1, queue);
    pointToKey(code, key, r2);
    asm.mov(r3, BPF_EXIST).call("map_push_elem");
  }
}

/** While `r0` says the array is full: deletes the oldest element and creates again. */
function evict(code: Code, layout: MapLayout, queue: string, map: OpenMap, create: () => void): void {
  const { asm } = code;
  const oldest = takeKey(code, keySize(layout));
  const left = code.takeTemp();
  asm.mov(r1, EVICTIONS);
  code.save(left, r1);
  const again = asm.newLabel("evict");
  const done = asm.newLabel("evicted");
  asm.label(again).jump("ne", r0, -E2BIG, done);
  const counter = code.inRegister(left, r1);
  asm.sub(counter, 1);
  code.save(left, counter);
  asm.jump("eq", counter, 0, done);
  asm.loadMap(r1, queue);
  pointToKey(code, oldest, r2);
  asm.call("map_pop_elem");
  const popped = asm.newLabel("popped");
  asm.jump("eq", r0, 0, popped).mov(r0, -E2BIG).goto(done).label(popped);
  map.load(r1);
  pointToKey(code, oldest, r2);
  asm.call("map_delete_elem");
  create();
  asm.goto(again).label(done);
  code.giveTemp(left);
  giveKey(code, oldest);
}
