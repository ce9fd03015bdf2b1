import { BTF_HEADER_SIZE, BTF_MAGIC, BTF_VERSION } from "./blob.js";
import type { FunctionType, TypeRecord } from "./c-type.js";
import { KIND_TABLE, kindNumber } from "./kind-table.js";

/** A parameter by type number. */
export interface ParameterRecord {
  readonly name: string;
  readonly typeId: number;
}

/** A member by type number; `bitSize` is for bit-fields. */
export interface MemberRecord {
  readonly name: string;
  readonly typeId: number;
  readonly bitOffset: number;
  readonly bitSize?: number;
}

/**
 * Writes a blob: types are numbered from 1 as they are added, and a type may refer to a number not added yet. Equal strings
 * are written once. For a loaded program's BTF, the kernel (since 5.0) demands C identifiers as names and a name for each
 * parameter of a function.
 */
export class BtfBuilder {
  readonly #words: number[] = [];
  readonly #strings: Uint8Array[] = [new Uint8Array(1)];
  readonly #offsets = new Map<string, number>([["", 0]]);
  #stringSize = 1;
  #nextId = 1;

  /** The number the next added type gets. */
  get nextId(): number {
    return this.#nextId;
  }

  /** Adds any type and returns its number. */
  add(record: TypeRecord): number {
    const kind = kindNumber(record);
    const encoded = KIND_TABLE[kind]?.encode(record, (name) => this.string(name));
    if (encoded === undefined) throw new RangeError(`no BTF kind ${kind}`);
    const { flag = false, count = 0, sizeOrType, words = [] } = encoded;
    this.#words.push(this.string(record.name), ((flag ? 1 : 0) << 31) | (kind << 24) | count, sizeOrType, ...words);
    return this.#nextId++;
  }

  /** `size` bytes of whole number. */
  int(name: string, size: number, options: { readonly signed?: boolean; readonly encoding?: "char" | "bool" } = {}): number {
    const { signed = false, encoding } = options;
    return this.add({ kind: "int", name, size, signed, encoding, bits: 8 * size, bitOffset: 0 });
  }

  /** A pointer; to `void` for 0. */
  pointer(typeId: number): number {
    return this.add({ kind: "ptr", name: "", typeId });
  }

  array(typeId: number, length: number, indexTypeId: number): number {
    return this.add({ kind: "array", name: "", typeId, length, indexTypeId });
  }

  struct(name: string, size: number, members: readonly MemberRecord[]): number {
    return this.add({ kind: "struct", name, size, members: members.map((member) => ({ bitSize: 0, ...member })) });
  }

  union(name: string, size: number, members: readonly MemberRecord[]): number {
    return this.add({ kind: "union", name, size, members: members.map((member) => ({ bitSize: 0, ...member })) });
  }

  typedef(name: string, typeId: number): number {
    return this.add({ kind: "typedef", name, typeId });
  }

  prototype(returnTypeId: number, parameters: readonly ParameterRecord[]): number {
    return this.add({ kind: "func_proto", name: "", returnTypeId, parameters });
  }

  /** A function; `static` for callbacks and subprograms that are verified together with their caller. */
  func(name: string, prototypeId: number, linkage: FunctionType["linkage"] = "static"): number {
    return this.add({ kind: "func", name, linkage, typeId: prototypeId });
  }

  /** The offset of a string, added when it is new: for type names, and for the file names and source lines of line records. */
  string(text: string): number {
    const known = this.#offsets.get(text);
    if (known !== undefined) return known;
    const offset = this.#stringSize;
    const bytes = new TextEncoder().encode(`${text.replaceAll("\0", "")}\0`);
    this.#strings.push(bytes);
    this.#offsets.set(text, offset);
    this.#stringSize += bytes.length;
    return offset;
  }

  /** The blob, little-endian. More may be added afterwards. */
  toBytes(): Uint8Array {
    const typeSize = 4 * this.#words.length;
    const bytes = new Uint8Array(BTF_HEADER_SIZE + typeSize + this.#stringSize);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, BTF_MAGIC, true);
    view.setUint8(2, BTF_VERSION);
    for (const [index, value] of [BTF_HEADER_SIZE, 0, typeSize, typeSize, this.#stringSize].entries()) {
      view.setUint32(4 + 4 * index, value, true);
    }
    for (const [index, word] of this.#words.entries()) view.setUint32(BTF_HEADER_SIZE + 4 * index, word, true);
    let at = BTF_HEADER_SIZE + typeSize;
    for (const string of this.#strings) {
      bytes.set(string, at);
      at += string.length;
    }
    return bytes;
  }
}
