import type { MapSpec } from "../../module.js";
import { wholeWords } from "../../layout/string-size.js";

/** Name of the read-only map that holds texts, formats and tables. */
export const CONSTANTS_MAP = "constants";

/** Bytes that programs read but never write: texts, formats, tables of facts. Equal ones are kept once. */
export class ConstantPool {
  readonly #offsets = new Map<string, number>();
  readonly #pieces: Buffer[] = [];
  #length = 0;

  /** Offset of `bytes` (latin1), which are followed by zeros: at least one, up to the next multiple of 8. */
  text(bytes: string): number {
    return this.bytes(Buffer.from(`${bytes}\0`, "latin1"));
  }

  /** Offset of `bytes`, a multiple of 8. */
  bytes(bytes: Buffer): number {
    const key = bytes.toString("latin1");
    const known = this.#offsets.get(key);
    if (known !== undefined) return known;
    const offset = this.#length;
    const padded = Buffer.alloc(wholeWords(bytes.length));
    bytes.copy(padded);
    this.#pieces.push(padded);
    this.#length += padded.length;
    this.#offsets.set(key, offset);
    return offset;
  }

  /** The map, or undefined when nothing is in it. */
  map(): MapSpec | undefined {
    if (this.#length === 0) return undefined;
    return {
      name: CONSTANTS_MAP,
      type: "ARRAY",
      keySize: 4,
      valueSize: this.#length,
      maxEntries: 1,
      mmapable: false,
      contents: Buffer.concat(this.#pieces),
      frozen: true,
    };
  }
}
