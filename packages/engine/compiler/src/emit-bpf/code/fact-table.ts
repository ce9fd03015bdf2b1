import type { Fact } from "@tapset/core";
import { stringSize } from "../../layout/string-size.js";
import type { ConstantPool } from "./constant-pool.js";

/** Widest stretch of raw values that is laid out with one entry for each value. */
const DENSE_LIMIT = 8192;

/** A fact's texts for its finite domain, as kernel handlers can look them up. */
export interface FactTable {
  readonly raws: readonly bigint[];
  readonly texts: readonly string[];
  /** Raw value of entry 0 when entries follow the raw values without gaps; else entry `i` is for `raws[i]`. */
  readonly first: bigint | undefined;
  readonly entries: number;
  /** Bytes of an entry. */
  readonly size: number;
  /** Offset of entry 0 in the constants; the entry after the last is empty: what values outside the domain give. */
  offset(): number;
}

/** The tables of a module's facts, made when first asked for. */
export class FactTables {
  readonly #tables = new Map<string, FactTable>();

  constructor(private readonly constants: ConstantPool) {}

  /** Undefined when the fact has no finite domain. */
  of(fact: Fact): FactTable | undefined {
    const known = this.#tables.get(fact.name);
    if (known !== undefined || fact.domain === undefined) return known;
    const table = this.#make(fact, [...fact.domain()].map((raw) => BigInt.asIntN(64, raw)));
    this.#tables.set(fact.name, table);
    return table;
  }

  #make(fact: Fact, raws: readonly bigint[]): FactTable {
    const texts = raws.map((raw) => fact.render(raw));
    const first = raws[0] ?? 0n;
    const span = Number((raws.at(-1) ?? first) - first) + 1;
    const isDense = span <= DENSE_LIMIT;
    const entries = isDense ? span : raws.length;
    const size = stringSize(Math.max(fact.bound, ...texts.map((text) => text.length)));
    let offset: number | undefined;
    const lay = (): number => {
      const bytes = Buffer.alloc((entries + 1) * size);
      for (const [index, text] of texts.entries()) {
        const entry = isDense ? Number(raws[index]! - first) : index;
        bytes.write(text, entry * size, "latin1");
      }
      return this.constants.bytes(bytes);
    };
    return {
      raws,
      texts,
      first: isDense ? first : undefined,
      entries,
      size,
      offset: () => (offset ??= lay()),
    };
  }
}
