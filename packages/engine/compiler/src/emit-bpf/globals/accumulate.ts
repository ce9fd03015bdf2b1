import type { Register } from "@tapset/asm";
import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import type { Stmt } from "@tapset/core";
import { EXTREMES, LOG_ZERO_BUCKET, STATS } from "../../layout/stats-layout.js";
import type { StatsLayout } from "../../module.js";
import type { Code, Temp } from "../code/code.js";
import { CONSTANTS_MAP } from "../code/constant-pool.js";
import { insert } from "./insert.js";
import { emitHeld } from "../long/long.js";
import { emitKey, giveKey, lookUp, mapLayout, openMap, type Key, type MapLayout } from "./map-access.js";

type Accumulate = Extract<Stmt, { op: "accumulate" }>;

/** The layout of an aggregate's value. */
export function statsLayout({ value }: MapLayout): StatsLayout {
  if (value.type !== "stats") throw new Error("not an aggregate");
  return value;
}

/** `global[keys] <<< value`. */
export function emitAccumulate(code: Code, stmt: Accumulate): void {
  const layout = mapLayout(code, stmt.global);
  const key = emitKey(code, layout, stmt.keys);
  const value = emitHeld(code, stmt.value);
  accumulateInto(code, layout, key, value);
  code.giveTemp(value);
  giveKey(code, key);
}

/**
 * Adds a sample to this CPU's part of an aggregate. Each word changes atomically: an interrupt may bring another program
 * with another sample at any moment, and the session's samples come by a program that may be preempted.
 */
export function accumulateInto(code: Code, layout: MapLayout, key: Key, value: Temp): void {
  const { asm } = code;
  const stats = statsLayout(layout);
  const map = openMap(code, layout);
  const found = asm.newLabel("found");
  const done = asm.newLabel("done");
  lookUp(code, map, key);
  code.cold("eq", r0, 0, () => {
    if (layout.keys.length > 0) {
      const zeros = code.image.module.constants.bytes(Buffer.alloc(stats.size));
      const pointToValue = (register: Register): void => void asm.loadMapValue(register, CONSTANTS_MAP, zeros);
      insert(code, { layout, map, key, pointToValue }, found, () => void asm.goto(done));
      lookUp(code, map, key);
      asm.jump("ne", r0, 0, found);
    }
    asm.goto(done);
  });
  asm.label(found);
  addSample(code, stats, value);
  asm.label(done);
  map.close();
}

/** Adds a sample to the aggregate at `r0`. Uses `r1`–`r5`. */
function addSample(code: Code, stats: StatsLayout, sample: Temp): void {
  const { asm } = code;
  code.load(r1, sample);
  asm.mov(r5, r0);
  for (const word of ["min", "max"] as const) {
    asm.loadConstant(r2, EXTREMES[word]).xor(r2, r1);
    raise(code, STATS[word] * 8, sample);
  }
  asm.mov(r0, r5).atomic("add", 8, r0, STATS.sum * 8, r1);
  // The bucket is found from r1, which the square uses up.
  if (stats.histogram?.kind === "log") addToLogBucket(code, stats);
  else if (stats.histogram) addToLinearBucket(code, stats, stats.histogram);
  if (stats.variance) addSquare(code);
  // The last: who finds a sample counted finds the rest of it.
  asm.mov(r2, 1).atomic("add", 8, r0, STATS.count * 8, r2);
}

/** How often an extreme is tried: each failure means that a sample beyond it came in between. */
const RAISE_TRIES = 16;

/** Makes the word at `r5` at least `r2`, both unsigned, and leaves the sample in `r1`. Uses `r0` and `r2`–`r4`. */
function raise(code: Code, offset: number, sample: Temp): void {
  const { asm } = code;
  const raised = asm.newLabel("raised");
  asm.ldx(8, r4, r5, offset);
  // Most samples are no extremes.
  code.cold("lt", r4, r2, () => {
    const again = asm.newLabel("again");
    asm.mov(r3, RAISE_TRIES).label(again).mov(r0, r4).atomic("cmpxchg", 8, r5, offset, r2).jump("eq", r0, r4, raised);
    asm.mov(r4, r0).jump("ge", r4, r2, raised).sub(r3, 1).jump("ne", r3, 0, again);
    code.count("refused");
    code.load(r1, sample);
    asm.goto(raised);
  });
  asm.label(raised);
}

/** Adds 1 to bucket `r3`, which the verifier knows to be in range. Uses `r2`. */
function countBucket({ asm }: Code, { firstBucket }: StatsLayout): void {
  asm.lsh(r3, 3).add(r3, r0).mov(r2, 1).atomic("add", 8, r3, firstBucket * 8, r2);
}

function addToLinearBucket(code: Code, stats: StatsLayout, shape: { low: bigint; width: bigint }): void {
  const { asm } = code;
  const below = asm.newLabel("below");
  const inside = asm.newLabel("inside");
  asm.mov(r3, 0).loadConstant(r2, shape.low).jump("slt", r1, r2, below);
  asm.mov(r3, r1).sub(r3, r2);
  code.alu("div", r3, shape.width, r2);
  asm.add(r3, 1).jump("lt", r3, stats.buckets - 1, inside).mov(r3, stats.buckets - 1).label(inside);
  asm.label(below);
  countBucket(code, stats);
}

/** The bucket of 0, plus or minus the bits of the magnitude. */
function addToLogBucket(code: Code, stats: StatsLayout): void {
  const { asm } = code;
  const positive = asm.newLabel("positive");
  const negative = asm.newLabel("negative");
  const bucket = asm.newLabel("bucket");
  asm.mov(r3, LOG_ZERO_BUCKET).jump("eq", r1, 0, bucket);
  asm.mov(r2, r1).jump("sge", r1, 0, positive).neg(r2).label(positive);
  // r4 = bits of r2 - 1, by halves: 32, 16, … 1.
  asm.mov(r4, 0);
  for (const bits of [32, 16, 8, 4, 2, 1]) {
    const low = asm.newLabel("low");
    asm.mov(r5, r2).rsh(r5, bits).jump("eq", r5, 0, low).mov(r2, r5).add(r4, bits).label(low);
  }
  // Any number to the verifier, which otherwise goes on with each of the 64 by itself.
  code.launder(r4, r5);
  asm.add(r4, 1).jump("slt", r1, 0, negative).add(r3, r4).goto(bucket).label(negative).sub(r3, r4);
  asm.label(bucket).and(r3, stats.buckets - 1);
  countBucket(code, stats);
}

/** Adds `r1` squared to the 128-bit sum: with halves h and l of the magnitude, h² << 64, 2hl << 32 and l². */
function addSquare({ asm }: Code): void {
  const positive = asm.newLabel("positive");
  const low = STATS.squaresLow * 8;
  const high = STATS.squaresHigh * 8;
  asm.jump("sge", r1, 0, positive).neg(r1).label(positive);
  asm.mov32(r2, r1).rsh(r1, 32);
  // r3 = 2hl: at most 2^64 - 2^33 for magnitudes up to 2^63, so it doesn't overflow.
  asm.mov(r3, r1).mul(r3, r2).lsh(r3, 1);
  asm.mul(r1, r1).mul(r2, r2);
  asm.mov(r4, r3).rsh(r4, 32).add(r1, r4).lsh(r3, 32);
  addWithCarry();
  const carried = asm.newLabel("no_carry");
  asm.mov(r3, r2).atomic("fetch_add", 8, r0, low, r3).add(r2, r3).jump("ge", r2, r3, carried).add(r1, 1).label(carried);
  asm.atomic("add", 8, r0, high, r1);

  /** `r1:r2 += r3`. */
  function addWithCarry(): void {
    const noCarry = asm.newLabel("no_carry");
    asm.add(r2, r3).jump("ge", r2, r3, noCarry).add(r1, 1).label(noCarry);
  }
}
