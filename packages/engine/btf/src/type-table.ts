import { BtfError } from "./btf-error.js";
import type { CTypeKind } from "./c-type.js";
import { KIND_TABLE, kindNumbers } from "./kind-table.js";
import { hashName, type StringTable } from "./string-table.js";

/** Words in a type's head. */
const HEAD_WORDS = 3;

/** Looking for a name passes over the types this often before a hash index of all names pays for itself. */
const SCANS_BEFORE_INDEX = 12;

const utf8 = new TextEncoder();

/** Where each type of one blob begins, and which of them has a name. Types are numbered from 0 here. */
export class TypeTable {
  readonly words: Uint32Array;
  /** The word at which each type begins. */
  readonly starts: Uint32Array;
  readonly #strings: StringTable;
  #scans = 0;
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
    return (this.word(type, 1) >>> 24) & 0x1f;
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
  *ofKind(kind: CTypeKind): Generator<number> {
    const mask = kindMask(kind);
    for (let type = 0; type < this.count; type++) {
      if ((mask >>> this.kind(type)) & 1) yield type;
    }
  }

  /** The first type of a kind and name. */
  find(kind: CTypeKind, name: string): number | undefined {
    const wanted = utf8.encode(name);
    if (this.#scans < SCANS_BEFORE_INDEX) {
      this.#scans++;
      return this.#scan(kindMask(kind), wanted);
    }
    return this.#lookUp(kindMask(kind), wanted);
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

function findStarts(words: Uint32Array): Uint32Array {
  const starts = new Uint32Array(Math.ceil(words.length / HEAD_WORDS));
  let count = 0;
  let at = 0;
  while (at < words.length) {
    const info = words[at + 1] ?? 0;
    const row = KIND_TABLE[(info >>> 24) & 0x1f];
    if (row === undefined) throw new BtfError(`type section: word ${at}: unknown kind ${(info >>> 24) & 0x1f}`);
    starts[count++] = at;
    at += HEAD_WORDS + (row.repeat === "once" ? row.words : row.words * (info & 0xffff));
  }
  if (at > words.length) throw new BtfError(`type section: the last type needs ${at} words of ${words.length}`);
  return starts.subarray(0, count);
}

function kindMask(kind: CTypeKind): number {
  return kindNumbers(kind).reduce((mask, number) => mask | (1 << number), 0);
}
