import type { Label } from "@tapset/asm";
import { r0, r1, r2, r3, r4 } from "@tapset/asm";
import { beginUnwinding, emitCallback, endUnwinding } from "../code/callback.js";
import type { Code } from "../code/code.js";
import { pointToScratch } from "../code/place.js";

/** An entry in two scratch words: what it's ranked by, and the slot of its element. Offset of the first. */
export type HeapEntry = number;
const ENTRY_BYTES = 16;
const SLOT = 8;

/** The scratch word of an entry's slot. */
export function slotOf(entry: HeapEntry): number {
  return entry + SLOT;
}

/** Emits a jump to `target` unless `left` is to be visited after `right`. Uses `r0`–`r5`. */
export type UnlessWorse = (code: Code, left: HeapEntry, right: HeapEntry, target: Label) => void;

/**
 * The best elements of an array, as far as it has been walked over: a binary heap whose root is the worst of them, so
 * that a better one can take its place. One for each CPU, in a map of entries.
 */
export class Heap {
  /** Scratch words. How many entries there are. */
  readonly count: number;
  /** The entry that is looking for its place. */
  readonly carried: HeapEntry;
  readonly #at: number;
  readonly #size: number;
  readonly #other: number;
  readonly #otherEntry: HeapEntry;
  readonly #sibling: number;
  readonly #siblingEntry: HeapEntry;
  readonly #words: number;

  constructor(
    readonly code: Code,
    /** Name of its map. */
    readonly map: string,
    /** Most entries. */
    readonly capacity: number,
    readonly unlessWorse: UnlessWorse,
  ) {
    this.#words = code.takeScratch(HEAP_BYTES);
    const [count, at, size, other, sibling] = [0, 8, 16, 24, 32].map((offset) => this.#words + offset) as [number, number, number, number, number];
    this.count = count;
    this.#at = at;
    this.#size = size;
    this.#other = other;
    this.#sibling = sibling;
    [this.carried, this.#otherEntry, this.#siblingEntry] = [40, 56, 72].map((offset) => this.#words + offset) as [number, number, number];
    code.image.module.addMap({ name: map, type: "PERCPU_ARRAY", keySize: 4, valueSize: ENTRY_BYTES, maxEntries: capacity, mmapable: false });
    code.scratch(r1);
    code.asm.store(8, r1, this.count, 0);
  }

  /** Gives its scratch words back. */
  close(): void {
    this.code.image.giveScratch(this.#words, HEAP_BYTES);
  }

  /** Adds the carried entry; there must be room. An entry is never `missing`, but the verifier can't know. */
  push(inner: Code, missing: Label): void {
    inner.scratch(r1);
    inner.asm.ldx(8, r2, r1, this.count).store(8, r1, this.#at, r2).add(r2, 1).store(8, r1, this.count, r2);
    this.#turns(inner, "sift_up", this.#depth, (sift, stop) => {
      sift.scratch(r1);
      sift.asm.ldx(8, r2, r1, this.#at).jump("eq", r2, 0, stop).sub(r2, 1).rsh(r2, 1).store(8, r1, this.#other, r2);
      this.#load(sift, this.#other, this.#otherEntry, stop);
      this.unlessWorse(sift, this.carried, this.#otherEntry, stop);
      this.#moveOther(sift, stop);
    });
    this.#store(inner, this.#at, this.carried, missing);
  }

  /** `into` = the root. */
  root(inner: Code, into: HeapEntry, missing: Label): void {
    inner.storeWord("laundry", 0, r1);
    this.#load(inner, inner.image.wordOffset("laundry"), into, missing);
  }

  /** Puts the carried entry in the root's place. */
  replaceRoot(inner: Code, missing: Label): void {
    inner.scratch(r1);
    inner.asm.ldx(8, r2, r1, this.count).store(8, r1, this.#size, r2);
    this.#siftDown(inner, missing);
  }

  /** Orders all entries, the best first: then it's a heap no more. */
  sort(): void {
    const { code } = this;
    code.scratch(r1);
    code.asm.ldx(8, r2, r1, this.count).store(8, r1, this.#size, r2);
    // The worst goes to the end, and the entry from there finds its place among the rest.
    this.#turns(code, "sort", this.capacity, (turn, stop) => {
      turn.scratch(r1);
      turn.asm.ldx(8, r2, r1, this.#size).sub(r2, 1).jump("sle", r2, 0, stop).store(8, r1, this.#size, r2);
      this.#load(turn, this.#size, this.carried, stop);
      this.root(turn, this.#otherEntry, stop);
      this.#store(turn, this.#size, this.#otherEntry, stop);
      this.#siftDown(turn, stop);
    });
  }

  /** Runs `body` with each entry in turn in {@link carried}; it leaves as {@link emitCallback}'s body does. */
  each(body: (turn: Code, stop: Label) => void): void {
    this.#turns(this.code, "sorted", this.capacity, (turn, stop) => {
      turn.scratch(r2);
      turn.asm.ldx(8, r3, r2, this.count).jump("sge", r1, r3, stop).store(8, r2, this.#at, r1);
      this.#load(turn, this.#at, this.carried, stop);
      body(turn, stop);
    });
  }

  /** Steps from the root to a leaf. */
  get #depth(): number {
    return Math.ceil(Math.log2(this.capacity + 1)) + 1;
  }

  /** Places the carried entry, from the root down. */
  #siftDown(outer: Code, missing: Label): void {
    outer.scratch(r1);
    outer.asm.store(8, r1, this.#at, 0);
    this.#turns(outer, "sift_down", this.#depth, (sift, stop) => {
      const { asm } = sift;
      const chosen = asm.newLabel("chosen");
      sift.scratch(r1);
      asm.ldx(8, r2, r1, this.#at).lsh(r2, 1).add(r2, 1).ldx(8, r3, r1, this.#size).jump("sge", r2, r3, stop).store(8, r1, this.#other, r2);
      this.#load(sift, this.#other, this.#otherEntry, stop);
      sift.scratch(r1);
      asm.ldx(8, r2, r1, this.#other).add(r2, 1).ldx(8, r3, r1, this.#size).jump("sge", r2, r3, chosen).store(8, r1, this.#sibling, r2);
      this.#load(sift, this.#sibling, this.#siblingEntry, stop);
      this.unlessWorse(sift, this.#siblingEntry, this.#otherEntry, chosen);
      sift.scratch(r1);
      asm.ldx(8, r2, r1, this.#sibling).store(8, r1, this.#other, r2);
      copyEntry(sift, this.#siblingEntry, this.#otherEntry);
      asm.label(chosen);
      this.unlessWorse(sift, this.#otherEntry, this.carried, stop);
      this.#moveOther(sift, stop);
    });
    this.#store(outer, this.#at, this.carried, missing);
  }

  /** The other entry moves to the free place and leaves its own free. */
  #moveOther(sift: Code, stop: Label): void {
    this.#store(sift, this.#at, this.#otherEntry, stop);
    sift.scratch(r1);
    sift.asm.ldx(8, r2, r1, this.#other).store(8, r1, this.#at, r2);
  }

  /** `r0` = address of the entry whose number is in a scratch word. */
  #find(code: Code, position: number, missing: Label): void {
    code.asm.loadMap(r1, this.map);
    pointToScratch(code, position, r2);
    code.asm.call("map_lookup_elem").jump("eq", r0, 0, missing);
  }

  #load(code: Code, position: number, into: HeapEntry, missing: Label): void {
    this.#find(code, position, missing);
    code.scratch(r1);
    for (const word of [0, SLOT]) code.asm.ldx(8, r2, r0, word).store(8, r1, into + word, r2);
  }

  #store(code: Code, position: number, from: HeapEntry, missing: Label): void {
    this.#find(code, position, missing);
    code.scratch(r1);
    for (const word of [0, SLOT]) code.asm.ldx(8, r2, r1, from + word).store(8, r0, word, r2);
  }

  /** A loop of at most so many turns; `r1` is the turn's number. `stop` ends it. */
  #turns(outer: Code, hint: string, most: number, body: (turn: Code, stop: Label) => void): void {
    const callback = emitCallback(outer, hint, r2, (turn) => {
      const stop = turn.asm.newLabel("stop");
      body(turn, stop);
      turn.asm.mov(r0, 0).exit().label(stop).mov(r0, 1).exit();
    });
    beginUnwinding(outer, callback);
    outer.asm.mov(r1, most).loadFunction(r2, callback.name).mov(r3, outer.frame).mov(r4, 0).call("loop");
    endUnwinding(outer, callback);
  }
}

/** Scratch memory of a heap: five words and three entries. */
const HEAP_BYTES = 5 * 8 + 3 * ENTRY_BYTES;

function copyEntry(code: Code, from: HeapEntry, to: HeapEntry): void {
  code.scratch(r1);
  for (const word of [0, SLOT]) code.asm.ldx(8, r2, r1, from + word).store(8, r1, to + word, r2);
}
