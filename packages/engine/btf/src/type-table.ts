import { BtfError } from "./btf-error.js";
import type { CTypeKind } from "./c-type.js";
import { KIND_TABLE, kindNumbers } from "./kind-table.js";
import { hashName, type StringTable } from "./string-table.js";

/** Words in a type's head. */
const HEAD_WORDS = 3;
/** The bits of a kind, in the top byte of word 1. */
const KIND_MASK = 0x1f;

/** Names are searched for this often before a hash index of all names pays for itself. */
const SEARCHES_BEFORE_INDEX = 64;

/** A name that ends more strings than this (`int`) is not searched for, but compared with each type's. */
const MOST_OFFSETS = 8;

const utf8 = new TextEncoder();

/** Where each type of one blob begins, and which of them has a name. Types are numbered from 0 here. */
export class TypeTable {
  readonly words: Uint32Array;
  /** The word at which each type begins. */
  readonly starts: Uint32Array;
  readonly #strings: StringTable;
  readonly #kinds = new Map<CTypeKind, readonly number[]>();
  #searches = 0;
  #slots: Uint32Array | undefined;

  /** Passes once over the type section. Throws `BtfError` when a type is of an unknown kind or reaches past the end. */
  constructor(words: Uint32Array, strings: StringTable) {
    this.words = words;
    this.starts = findStarts(words);
    this.#strings = strings;
  }

  get count(): number {
    return this.starts.length;
  }

  /** The word at `index` of a type: 0 name, 1 info, 2 size or type. */
  word(type: number, index: number): number {
    return this.words[(this.starts[type] ?? 0) + index] ?? 0;
  }

  kind(type: number): number {
    return (this.word(type, 1) >>> 24) & KIND_MASK;
  }

  /** Whether one of a type's items (enumerators, members, parameters) has this name. */
  hasItem(type: number, name: Uint8Array): boolean {
    const stride = KIND_TABLE[this.kind(type)]?.words ?? 0;
    const count = this.word(type, 1) & 0xffff;
    for (let item = 0; item < count; item++) {
      if (this.#strings.matches(this.word(type, HEAD_WORDS + item * stride), name, true)) return true;
    }
    return false;
  }

  /** The types of a kind, in order. */
  ofKind(kind: CTypeKind): readonly number[] {
    const known = this.#kinds.get(kind);
    if (known !== undefined) return known;
    const mask = kindMask(kind);
    const types: number[] = [];
    for (let type = 0; type < this.count; type++) {
      if ((mask >>> this.kind(type)) & 1) types.push(type);
    }
    this.#kinds.set(kind, types);
    return types;
  }

  /** The first type of a kind and name. */
  find(kind: CTypeKind, name: string): number | undefined {
    const mask = kindMask(kind);
    if (this.#searches >= SEARCHES_BEFORE_INDEX) return this.#lookUp(mask, utf8.encode(name));
    this.#searches++;
    const offsets = this.#strings.offsetsOf(name, MOST_OFFSETS + 1);
    if (offsets.length > MOST_OFFSETS) return this.#scan(mask, utf8.encode(name));
    const found = offsets.flatMap((offset) => this.#named(mask, offset) ?? []);
    return found.length === 0 ? undefined : Math.min(...found);
  }

  /** The first type whose name is the string at an offset. Words of other meaning may hold the same number. */
  #named(mask: number, offset: number): number | undefined {
    for (let at = this.words.indexOf(offset); at >= 0; at = this.words.indexOf(offset, at + 1)) {
      const type = this.#typeAt(at);
      if (type !== undefined && (mask >>> this.kind(type)) & 1) return type;
    }
    return undefined;
  }

  /** The type that begins at a word. */
  #typeAt(at: number): number | undefined {
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const start = this.starts[middle] ?? 0;
      if (start === at) return middle;
      if (start < at) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  #scan(mask: number, wanted: Uint8Array): number | undefined {
    for (let type = 0; type < this.count; type++) {
      if ((mask >>> this.kind(type)) & 1 && this.#strings.matches(this.word(type, 0), wanted, true)) return type;
    }
    return undefined;
  }

  #lookUp(mask: number, wanted: Uint8Array): number | undefined {
    const slots = (this.#slots ??= this.#buildSlots());
    for (let slot = hashName(wanted, 0) & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const entry = slots[slot];
      if (entry === undefined || entry === 0) return undefined;
      const type = entry - 1;
      if ((mask >>> this.kind(type)) & 1 && this.#strings.matches(this.word(type, 0), wanted, true)) return type;
    }
  }

  /**
   * An open hash table of `type + 1` by name, half full at most. Types go in by number, so that the first of a name is the
   * first met.
   */
  #buildSlots(): Uint32Array {
    const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * this.count + 2)));
    for (let type = 0; type < this.count; type++) {
      const name = this.word(type, 0);
      if (name === 0) continue;
      let slot = this.#strings.hash(name) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = type + 1;
    }
    return slots;
  }
}

/** Words of each kind's types: those each one has, and those for each of its items. 0 head words: an unknown kind. */
const WORDS_ONCE = Uint8Array.from({ length: KIND_MASK + 1 }, (_, kind) => {
  const row = KIND_TABLE[kind];
  if (row === undefined) return 0;
  return HEAD_WORDS + (row.repeat === "once" ? row.words : 0);
});
const WORDS_PER_ITEM = Uint8Array.from({ length: KIND_MASK + 1 }, (_, kind) => {
  const row = KIND_TABLE[kind];
  return row?.repeat === "per item" ? row.words : 0;
});

function findStarts(words: Uint32Array): Uint32Array {
  const starts = new Uint32Array(Math.ceil(words.length / HEAD_WORDS));
  let count = 0;
  let at = 0;
  while (at < words.length) {
    const info = words[at + 1] ?? 0;
    const kind = (info >>> 24) & KIND_MASK;
    const once = WORDS_ONCE[kind] ?? 0;
    if (once === 0) throw new BtfError(`type section: word ${at}: unknown kind ${kind}`);
    starts[count++] = at;
    at += once + (WORDS_PER_ITEM[kind] ?? 0) * (info & 0xffff);
  }
  if (at > words.length) throw new BtfError(`type section: the last type needs ${at} words of ${words.length}`);
  return starts.subarray(0, count);
}

function kindMask(kind: CTypeKind): number {
  return kindNumbers(kind).reduce((mask, number) => mask | (1 << number), 0);
}
