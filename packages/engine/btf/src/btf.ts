import { openBlob } from "./blob.js";
import { BtfError } from "./btf-error.js";
import type { CType, CTypeKind, CTypeOf, VoidType } from "./c-type.js";
import { type DecodeSource, KIND_TABLE } from "./kind-table.js";
import { StringTable } from "./string-table.js";
import { MAX_DEPTH, MODIFIER_KINDS } from "./type-walk.js";
import { TypeTable } from "./type-table.js";

const VOID: VoidType = { kind: "void", id: 0, name: "" };

/**
 * A kernel's type information. Parsing finds where each type begins and no more; types, names and indexes are made when
 * they are asked for. A module's blob is split: it continues the numbers and the strings of a base (`vmlinux`).
 */
export class Btf {
  /** The blob as it was given. */
  readonly bytes: Uint8Array;
  /** The blob that this one continues. */
  readonly base: Btf | undefined;
  /** The first type number of this blob: 1 unless it has a base. */
  readonly firstId: number;
  /** One more than the last type number. */
  readonly endId: number;

  readonly #table: TypeTable;
  readonly #strings: StringTable;
  readonly #source: DecodeSource;
  readonly #types = new Map<number, CType>();
  /** What was asked for by kind and name: the same few types, again and again. */
  readonly #found = new Map<string, CType | undefined>();

  /**
   * Reads a blob as the kernel gives it in `/sys/kernel/btf/NAME`; `bytes` must not change afterwards.
   * Throws `BtfError` when it is not well-formed.
   */
  static parse(bytes: Uint8Array, base?: Btf): Btf {
    return new Btf(bytes, base);
  }

  private constructor(bytes: Uint8Array, base: Btf | undefined) {
    const { words, strings } = openBlob(bytes);
    this.bytes = bytes;
    this.base = base;
    this.firstId = base?.endId ?? 1;
    this.#strings = new StringTable(strings, base === undefined ? undefined : base.#strings);
    this.#table = new TypeTable(words, this.#strings);
    this.endId = this.firstId + this.#table.count;
    this.#source = {
      words,
      type: (id) => this.type(id),
      string: (offset) => this.#strings.at(offset),
      narrowInt: (id) => this.#narrowInt(id),
    };
  }

  /** The type with a number. Throws `BtfError` when there is none, or when it is not well-formed. */
  type(id: number): CType {
    if (id === 0) return VOID;
    if (id < this.firstId && this.base !== undefined) return this.base.type(id);
    let type = this.#types.get(id);
    if (type === undefined) {
      type = this.#decode(id);
      this.#types.set(id, type);
    }
    return type;
  }

  /** The first type of a kind and name in this blob, else in its base. Forward declarations are a kind of their own. */
  byName<K extends CTypeKind>(kind: K, name: string): CTypeOf<K> | undefined {
    const key = `${kind} ${name}`;
    if (!this.#found.has(key)) {
      const index = this.#table.find(kind, name);
      this.#found.set(key, index === undefined ? this.base?.byName(kind, name) : this.type(this.firstId + index));
    }
    return this.#found.get(key) as CTypeOf<K> | undefined;
  }

  /** The names of a kind in this blob (not its base's) that begin with `prefix`, in the blob's order. */
  names(kind: CTypeKind, prefix = ""): string[] {
    return Array.from(this.named(kind, prefix), ([name]) => name);
  }

  /** The same names, and the numbers of their types. */
  *named(kind: CTypeKind, prefix = ""): Generator<readonly [name: string, id: number]> {
    const wanted = new TextEncoder().encode(prefix);
    for (const index of this.#table.ofKind(kind)) {
      const name = this.#table.word(index, 0);
      if (name !== 0 && this.#strings.matches(name, wanted, false)) yield [this.#strings.at(name), this.firstId + index];
    }
  }

  /** The types of a kind in this blob (not its base's), in order. */
  *types<K extends CTypeKind>(kind: K): Generator<CTypeOf<K>> {
    for (const index of this.#table.ofKind(kind)) yield this.type(this.firstId + index) as CTypeOf<K>;
  }

  /** The value of an enumerator of any enum (`TASK_COMM_LEN`), here or in the base. */
  enumerator(name: string): bigint | undefined {
    const wanted = new TextEncoder().encode(name);
    for (const index of this.#table.ofKind("enum")) {
      if (!this.#table.hasItem(index, wanted)) continue;
      const type = this.type(this.firstId + index) as CTypeOf<"enum">;
      return type.enumerators.find((enumerator) => enumerator.name === name)?.value;
    }
    return this.base?.enumerator(name);
  }

  #decode(id: number): CType {
    const index = id - this.firstId;
    const row = index >= 0 && index < this.#table.count ? KIND_TABLE[this.#table.kind(index)] : undefined;
    if (row === undefined) throw new BtfError(`type ${id}: the blob ends at ${this.endId}`);
    const info = this.#table.word(index, 1);
    return row.decode(
      {
        id,
        name: this.#strings.at(this.#table.word(index, 0)),
        flag: info >>> 31 === 1,
        count: info & 0xffff,
        sizeOrType: this.#table.word(index, 2),
        at: (this.#table.starts[index] ?? 0) + 3,
      },
      this.#source,
    );
  }

  /**
   * Looks through typedefs and qualifiers for an int with fewer bits than its storage. Works on words, so that decoding a
   * struct decodes none of its members' types.
   */
  #narrowInt(id: number): { readonly bits: number; readonly bitOffset: number } | undefined {
    let inner = id;
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      if (inner < this.firstId) return this.base === undefined ? undefined : this.base.#narrowInt(inner);
      const index = inner - this.firstId;
      const kind = index < this.#table.count ? KIND_TABLE[this.#table.kind(index)]?.kind : undefined;
      if (kind === "int") {
        const word = this.#table.word(index, 3);
        const bits = word & 0xff;
        return bits === 8 * this.#table.word(index, 2) ? undefined : { bits, bitOffset: (word >>> 16) & 0xff };
      }
      if (kind === undefined || !MODIFIER_KINDS.has(kind)) return undefined;
      inner = this.#table.word(index, 2);
    }
    return undefined;
  }
}
