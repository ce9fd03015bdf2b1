import { escapeText, type Builder, type Fact, type Intrinsic, type LongExpr, type StringExpr } from "@tapset/core";

const bytes = Array.from({ length: 256 }, (_, byte) => BigInt(byte));

/** The fact of a byte as C writes it within quotes. */
const escapedByte: Fact = {
  name: "context/escaped-byte",
  injective: true,
  bound: 4,
  render: (byte) => escapeText(String.fromCharCode(Number(byte))),
  domain: () => bytes,
};

const jsonTexts = new Map<number, Fact>();

/** The fact of a string as JSON has it. Bytes that aren't UTF-8 become U+FFFD, which JSON can say. */
function jsonText(bound: number): Fact {
  let fact = jsonTexts.get(bound);
  if (fact === undefined) {
    fact = {
      name: `context/json-text-${String(bound)}`,
      injective: false,
      bound,
      render: (raw) => Buffer.from(JSON.stringify(Buffer.from(String(raw), "latin1").toString("utf8")), "utf8").toString("latin1"),
    };
    jsonTexts.set(bound, fact);
  }
  return fact;
}

/** A byte of UTF-8, as it is or as C writes it within quotes. */
type Spell = (builder: Builder, byte: LongExpr) => StringExpr;
const asItIs: Spell = (builder, byte) => builder.format(builder.value("c", byte));
const escaped: Spell = (builder, byte) => builder.fact(escapedByte, byte);

/** A character as `count` bytes of UTF-8; `mark` says in the first how many there are. */
function encoded(builder: Builder, spell: Spell, character: LongExpr, count: number, mark: number): StringExpr {
  const bytes = Array.from({ length: count }, (_, index) => {
    const bits = builder.binary("shr", character, 6 * (count - 1 - index));
    return spell(builder, builder.binary("or", index === 0 ? bits : builder.binary("and", bits, 0x3f), index === 0 ? mark : 0x80));
  });
  return builder.concat(...bytes);
}

function utf8(spell: Spell): (builder: Builder, character: LongExpr) => StringExpr {
  return (builder, character) => {
    const below = (limit: number, then: StringExpr, otherwise: StringExpr) => builder.select(builder.compare("lt", character, builder.constant(limit)), then, otherwise);
    const whole = (count: number, mark: number) => encoded(builder, spell, character, count, mark);
    return below(0x80, whole(1, 0), below(0x800, whole(2, 0xc0), below(0x10000, whole(3, 0xe0), whole(4, 0xf0))));
  };
}

/** A function of a long that makes a text of it. */
function text(name: string, parameter: string, doc: string, make: (builder: Builder, value: LongExpr) => StringExpr): Intrinsic {
  return { name, parameters: [{ name: parameter, type: "long" }], returns: "string", doc, purity: "pure", lower: (builder, value) => make(builder, value as LongExpr) };
}

/** What this package's scripts make texts of byte by byte: expressions, so that a turn of their loops costs few actions. */
export const escapeFunctions: readonly Intrinsic[] = [
  text("_escaped_byte", "byte", "the low byte of a number as C writes it within quotes", (builder, byte) => escaped(builder, builder.binary("and", byte, 0xff))),
  text("_utf8", "character", "a Unicode character in UTF-8", utf8(asItIs)),
  text("_escaped_utf8", "character", "a Unicode character in UTF-8, as C writes it within quotes", utf8(escaped)),
  {
    name: "_json_text",
    parameters: [{ name: "str", type: "string" }],
    returns: "string",
    doc: "a string as JSON has it, in quotes; to be printed",
    purity: "pure",
    lower: (builder, str) => builder.fact(jsonText(builder.maxString), str),
  },
  {
    name: "_max_string",
    parameters: [],
    returns: "long",
    doc: "the most bytes a string can have",
    purity: "pure",
    lower: (builder) => builder.constant(builder.maxString),
  },
];
