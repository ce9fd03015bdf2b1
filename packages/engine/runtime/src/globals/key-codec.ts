import type { GlobalLayout, SessionValue } from "@tapset/compiler";
import type { Fact } from "@tapset/core";

/** The layout of a shared global that lies in a map. */
export type MapLayout = Extract<GlobalLayout, { kind: "map" }>;

type KeyLayout = MapLayout["keys"][number];

/** Writes and reads a map's keys: longs in 8 bytes, strings NUL-padded, a fact's text as its raw long. */
export class KeyCodec {
  readonly #layouts: readonly KeyLayout[];
  readonly #facts: readonly (FactKeys | undefined)[];
  /** Bytes of a key. */
  readonly size: number;

  /** `size`: bytes of the map's keys; a scalar's map has one key of zeros. */
  constructor(layouts: readonly KeyLayout[], size: number) {
    this.#layouts = layouts;
    this.#facts = layouts.map(({ fact }) => fact && new FactKeys(fact));
    this.size = size;
  }

  /** The key's bytes; undefined when a text is none that the key's fact makes: there is no such element. */
  encode(keys: readonly SessionValue[]): Buffer | undefined {
    const bytes = Buffer.alloc(this.size);
    let at = 0;
    for (const [index, { size }] of this.#layouts.entries()) {
      const key = this.#stored(index, keys[index] ?? 0n);
      if (key === undefined) return undefined;
      if (typeof key === "bigint") bytes.writeBigInt64LE(key, at);
      else bytes.write(key.slice(0, size - 1), at, "latin1");
      at += size;
    }
    return bytes;
  }

  /** The keys at an offset, a fact's as its text. */
  decode(bytes: Buffer, offset: number): SessionValue[] {
    let at = offset;
    return this.#layouts.map(({ type, size }, index) => {
      const start = at;
      at += size;
      const facts = this.#facts[index];
      if (facts !== undefined) return facts.text(bytes.readBigInt64LE(start));
      return type === "long" ? bytes.readBigInt64LE(start) : textAt(bytes, start, size);
    });
  }

  #stored(index: number, key: SessionValue): SessionValue | undefined {
    const facts = this.#facts[index];
    return facts !== undefined && typeof key === "string" ? facts.raw(key) : key;
  }
}

/** The string in `size` bytes, which end with its NUL or are all its own. */
export function textAt(bytes: Buffer, start: number, size: number): string {
  const nul = bytes.subarray(start, start + size).indexOf(0);
  return bytes.toString("latin1", start, nul < 0 ? start + size : start + nul);
}

/** Texts of an injective fact and the raw values they stand for, as far as they have come up. */
class FactKeys {
  readonly #fact: Fact;
  readonly #rawByText = new Map<string, bigint>();
  #hasDomain = false;

  constructor(fact: Fact) {
    this.#fact = fact;
  }

  text(raw: bigint): string {
    const text = this.#fact.render(raw);
    this.#rawByText.set(text, raw);
    return text;
  }

  /** A script's text comes from an element it has visited, or is one of the fact's domain. */
  raw(text: string): bigint | undefined {
    if (!this.#hasDomain && !this.#rawByText.has(text)) {
      this.#hasDomain = true;
      for (const raw of this.#fact.domain?.() ?? []) this.text(raw);
    }
    return this.#rawByText.get(text);
  }
}
