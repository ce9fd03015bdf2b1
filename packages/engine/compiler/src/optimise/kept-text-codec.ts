import type { Expr, Fact, IrNodes, LongExpr, ScalarType, Segment, StringExpr } from "@tapset/core";

/** What begins a packed fact: a byte that texts don't have. */
const BEGIN = "\x01";
/** Longer than any text that a script can hold. */
const LONGEST = 1 << 16;
/** Of a number each byte has so many bits, and is never 0, which would end the text. */
const BITS = 7;
const MARK = 0x80;
/** Bytes of a long, and of a length or the number of a fact. */
const LONG_BYTES = 10;
const SHORT_BYTES = 2;

interface Packed {
  readonly fact: Fact;
  readonly kinds: readonly ScalarType[];
}

/**
 * Packs facts into texts, in the kernel, and makes texts of those, in the session. A packed fact is its number here and its raw values, strings
 * behind their lengths. Numbers are always as long, so that the kernel's verifier has nothing to follow.
 */
export class KeptTextCodec {
  readonly #packed: Packed[] = [];
  readonly #packers = new Map<Fact, Fact>();

  /** The text of a packed one. */
  readonly fact: Fact = { name: "what a variable keeps", injective: false, bound: LONGEST, render: (packed) => this.#unpack(String(packed)) };

  /** A fact whose spelling in the kernel is the packed one. */
  packed(nodes: IrNodes, { fact, raw }: Extract<StringExpr, { op: "fact" }>): StringExpr {
    const bound = raw.reduce((sum, value) => sum + (value.type === "long" ? LONG_BYTES : SHORT_BYTES + value.bound), BEGIN.length + SHORT_BYTES);
    return { type: "string", op: "fact", fact: this.#packer(fact, raw), raw, bound: Math.min(bound, nodes.maxString) };
  }

  #packer(fact: Fact, raw: readonly Expr[]): Fact {
    const known = this.#packers.get(fact);
    if (known !== undefined) return known;
    const number = this.#packed.push({ fact, kinds: raw.map(({ type }) => type) }) - 1;
    const packer: Fact = {
      name: fact.name,
      injective: false,
      bound: LONGEST,
      watch: fact.watch,
      render: (...values) => fact.render(...values),
      spell: (nodes, ...values) => nodes.format(BEGIN, ...numberBytes(nodes, nodes.constant(number), SHORT_BYTES), ...values.flatMap((value) => packValue(nodes, value))),
    };
    this.#packers.set(fact, packer);
    return packer;
  }

  #unpack(text: string): string {
    let made = "";
    let at = 0;
    for (let begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, at)) {
      made += text.slice(at, begin);
      const reader = new PackedReader(text, begin + 1);
      const packed = this.#packed[Number(reader.number(SHORT_BYTES))];
      const values = packed?.kinds.map((kind) => (kind === "long" ? BigInt.asIntN(64, reader.number(LONG_BYTES)) : reader.text()));
      if (packed !== undefined && values !== undefined) made += packed.fact.render(...values);
      at = reader.at;
    }
    return made + text.slice(at);
  }
}

function packValue(nodes: IrNodes, value: Expr): Segment[] {
  if (value.type === "long") return numberBytes(nodes, value, LONG_BYTES);
  const length: LongExpr = { type: "long", op: "strlen", text: value };
  return [...numberBytes(nodes, length, SHORT_BYTES), nodes.value("s", value)];
}

/** A number's bytes, the lowest first. */
function numberBytes(nodes: IrNodes, value: LongExpr, count: number): Segment[] {
  return Array.from({ length: count }, (_, index) =>
    nodes.value("c", nodes.binary("or", nodes.binary("and", nodes.binary("shr", value, BITS * index), MARK - 1), MARK)),
  );
}

/** Reads what packed facts are made of, one after the other; what was cut is 0 or empty. */
class PackedReader {
  constructor(
    private readonly packed: string,
    public at: number,
  ) {}

  number(count: number): bigint {
    const bytes = Buffer.from(this.packed.slice(this.at, this.at + count), "latin1");
    this.at += bytes.length;
    return bytes.reduceRight((sum, byte) => (sum << BigInt(BITS)) | BigInt(byte & (MARK - 1)), 0n);
  }

  text(): string {
    const length = Number(this.number(SHORT_BYTES));
    const text = this.packed.slice(this.at, this.at + length);
    this.at += text.length;
    return text;
  }
}
