import type { Register } from "@tapset/asm";
import { r0, r1, r2, r3, r4 } from "@tapset/asm";
import type { Expr, Global, LongExpr } from "@tapset/core";
import { EXTREMES, STATS } from "../../layout/stats-layout.js";
import { statsLayout } from "./accumulate.js";
import { emitOperation } from "../long/arithmetic.js";
import { beginUnwinding, emitCallback, endUnwinding } from "../code/callback.js";
import type { Code } from "../code/code.js";
import { emitNumber } from "../long/long.js";
import { emitKey, giveKey, keepMapInFrame, mapLayout, openMap, pointToKey, type Key, type MapLayout } from "./map-access.js";
import { raiseText } from "../statement/raise.js";
import { emitVariance } from "./variance.js";

type Extraction = Extract<LongExpr, { op: "extract" }>;
type Bucket = Extract<LongExpr, { op: "bucket" }>;

/** More CPUs than any kernel has; the walk ends at the first that doesn't exist. */
const MOST_CPUS = 8192;
/** A merged aggregate: the words before its buckets. */
const MERGED_BYTES = (STATS.squaresHigh + 1) * 8;

/** @count and its like, merged over all CPUs. */
export function emitExtract(code: Code, expr: Extraction, dst: Register): void {
  const { extractor } = expr;
  const merged = code.takeScratch(MERGED_BYTES);
  const layout = mapLayout(code, expr.global);
  const key = emitKey(code, layout, expr.keys);
  merge(code, layout, key, merged);
  giveKey(code, key);
  extract(code, extractor, expr.shift, merged, dst);
  code.image.giveScratch(merged, MERGED_BYTES);
}

function extract(code: Code, extractor: Extraction["extractor"], shift: number, merged: number, dst: Register): void {
  const { asm } = code;
  const word = (index: number): number => merged + index * 8;
  code.scratch(r1);
  if (extractor === "count" || extractor === "sum") {
    asm.ldx(8, dst, r1, word(STATS[extractor]));
    return;
  }
  asm.ldx(8, r2, r1, word(STATS.count));
  code.cold("eq", r2, 0, () => raiseText(code, "empty aggregate"));
  if (extractor === "variance") {
    emitVariance(code, merged, dst);
    return;
  }
  if (extractor !== "avg") {
    asm.ldx(8, r4, r1, word(STATS[extractor])).loadConstant(r2, EXTREMES[extractor]).xor(r4, r2);
    if (dst !== r4) asm.mov(dst, r4);
    return;
  }
  asm.ldx(8, r4, r1, word(STATS.sum)).lsh(r4, shift);
  emitOperation(code, "div", r4, r2);
  if (dst !== r4) asm.mov(dst, r4);
}

/** All buckets of a histogram, summed over all CPUs into scratch memory, which the caller gives back. Fails on an empty aggregate. */
export function mergeBuckets(code: Code, { global, keys }: { readonly global: Global; readonly keys: readonly Expr[] }): { offset: number; size: number } {
  const { asm } = code;
  const layout = mapLayout(code, global);
  const { buckets, firstBucket } = statsLayout(layout);
  const size = buckets * 8;
  const count = code.takeScratch(8);
  const offset = code.takeScratch(size);
  const key = emitKey(code, layout, keys);
  code.scratch(r1);
  asm.store(8, r1, count, 0);
  for (let at = 0; at < size; at += 8) asm.store(8, r1, offset + at, 0);
  eachCpu(code, layout, key, (inner) => {
    inner.scratch(r1);
    addWord(inner, STATS.count * 8, count);
    for (let at = 0; at < size; at += 8) addWord(inner, firstBucket * 8 + at, offset + at);
  });
  giveKey(code, key);
  code.scratch(r1);
  asm.ldx(8, r2, r1, count);
  code.cold("eq", r2, 0, () => raiseText(code, "empty aggregate"));
  code.image.giveScratch(count, 8);
  return { offset, size };
}

/** Adds the word at `r0 + from` to that at `r1 + to`. Uses `r2` and `r3`. */
function addWord({ asm }: Code, from: number, to: number): void {
  asm.ldx(8, r2, r0, from).ldx(8, r3, r1, to).add(r2, r3).store(8, r1, to, r2);
}

/** A histogram's bucket, summed over all CPUs; 0 outside. */
export function emitBucket(code: Code, expr: Bucket, dst: Register): void {
  const { asm, image } = code;
  const layout = mapLayout(code, expr.global);
  const stats = statsLayout(layout);
  const index = code.takeScratch(8);
  const sum = code.takeScratch(8);
  emitNumber(code, expr.index, r0);
  code.scratch(r1);
  asm.store(8, r1, index, r0).store(8, r1, sum, 0);
  const key = emitKey(code, layout, expr.keys);
  eachCpu(code, layout, key, (inner) => {
    const outside = inner.asm.newLabel("outside");
    inner.scratch(r1);
    inner.asm.ldx(8, r2, r1, index).jump("ge", r2, stats.buckets, outside);
    inner.asm.lsh(r2, 3).add(r0, r2).ldx(8, r3, r0, stats.firstBucket * 8);
    inner.asm.ldx(8, r2, r1, sum).add(r2, r3).store(8, r1, sum, r2).label(outside);
  });
  giveKey(code, key);
  code.scratch(dst);
  asm.ldx(8, dst, dst, sum);
  image.giveScratch(sum, 8);
  image.giveScratch(index, 8);
}

/** `dst` = what an array of aggregates is sorted by; 0 of an empty one. */
export function emitMeasure(code: Code, layout: MapLayout, key: Key, extractor: Extraction["extractor"], dst: Register): void {
  const { asm } = code;
  const done = asm.newLabel("done");
  const merged = code.takeScratch(MERGED_BYTES);
  merge(code, layout, key, merged);
  code.scratch(r1);
  asm.ldx(8, dst, r1, merged + STATS.count * 8).jump("eq", dst, 0, done);
  extract(code, extractor, 0, merged, dst);
  asm.label(done);
  code.image.giveScratch(merged, MERGED_BYTES);
}

/** Merges an aggregate over all CPUs into scratch memory. */
function merge(code: Code, layout: MapLayout, key: Key, merged: number): void {
  code.scratch(r1);
  for (let at = 0; at < MERGED_BYTES; at += 8) code.asm.store(8, r1, merged + at, 0);
  const { variance } = statsLayout(layout);
  eachCpu(code, layout, key, (inner) => mergeInto(inner, merged, variance));
}

/** Adds the aggregate at `r0` to the one in scratch. */
function mergeInto(code: Code, merged: number, hasSquares: boolean): void {
  const { asm } = code;
  const done = asm.newLabel("merged");
  const at = (word: number): number => merged + word * 8;
  code.scratch(r1);
  asm.ldx(8, r2, r0, STATS.count * 8).jump("eq", r2, 0, done);
  for (const word of [STATS.count, STATS.sum]) addWord(code, word * 8, at(word));
  for (const word of [STATS.min, STATS.max]) {
    const kept = asm.newLabel("kept");
    asm.ldx(8, r2, r0, word * 8).ldx(8, r4, r1, at(word)).jump("le", r2, r4, kept).store(8, r1, at(word), r2).label(kept);
  }
  if (hasSquares) {
    const carried = asm.newLabel("no_carry");
    asm.ldx(8, r2, r0, STATS.squaresLow * 8).ldx(8, r3, r1, at(STATS.squaresLow)).ldx(8, r4, r0, STATS.squaresHigh * 8);
    asm.add(r3, r2).store(8, r1, at(STATS.squaresLow), r3).jump("ge", r3, r2, carried).add(r4, 1).label(carried);
    asm.ldx(8, r2, r1, at(STATS.squaresHigh)).add(r2, r4).store(8, r1, at(STATS.squaresHigh), r2);
  }
  asm.label(done);
}

/** Emits a walk over the CPUs that have the key: `body` finds the CPU's value in `r0`. */
function eachCpu(outer: Code, layout: MapLayout, key: Key, body: (inner: Code) => void): void {
  const map = openMap(outer, layout);
  const kept = keepMapInFrame(outer, layout, map);
  const callback = emitCallback(outer, "each_cpu", r2, (inner) => {
    const missing = inner.asm.newLabel("missing");
    inner.asm.mov(r3, r1);
    kept.mapIn(inner).load(r1);
    pointToKey(inner, key, r2);
    inner.asm.call("map_lookup_percpu_elem").jump("eq", r0, 0, missing);
    body(inner);
    inner.asm.mov(r0, 0).exit().label(missing).mov(r0, 1).exit();
  });
  beginUnwinding(outer, callback);
  outer.asm.mov(r1, MOST_CPUS).loadFunction(r2, callback.name).mov(r3, outer.frame).mov(r4, 0).call("loop");
  endUnwinding(outer, callback);
  kept.close();
  map.close();
}

/** Empties a scalar aggregate on all CPUs. */
export function emitZeroAggregate(code: Code, global: Global): void {
  const layout = mapLayout(code, global);
  const { size } = statsLayout(layout);
  const key = emitKey(code, layout, []);
  eachCpu(code, layout, key, (inner) => {
    for (let at = 0; at < size; at += 8) inner.asm.store(8, r0, at, 0);
  });
  giveKey(code, key);
}
