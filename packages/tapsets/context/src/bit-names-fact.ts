import type { Fact, LongExpr } from "@tapset/core";

/** A named bit of a mask. */
export type NamedBit = readonly [name: string, bit: bigint];

/** The names of a mask's bits with `|` between them, in the order given, and bits without a name as one hexadecimal number; `none` for 0. */
export function bitNamesFact(kind: string, bits: readonly NamedBit[], none: string): Fact {
  const named = bits.reduce((sum, [, bit]) => sum | bit, 0n);
  const nameless = BigInt.asIntN(64, ~named);
  return {
    name: `context/${kind}`,
    injective: true,
    bound: bits.reduce((sum, [name]) => sum + name.length + 1, 18),
    render: (raw) => {
      const mask = BigInt.asUintN(64, BigInt(raw));
      const rest = BigInt.asUintN(64, mask & nameless);
      const words = bits.filter(([, bit]) => (mask & bit) !== 0n).map(([name]) => name);
      if (rest !== 0n) words.push(`0x${rest.toString(16)}`);
      return words.length > 0 ? words.join("|") : none;
    },
    spell: (nodes, raw) => {
      const mask = raw as LongExpr;
      const unless = (value: LongExpr, text: ReturnType<typeof nodes.text>) => nodes.select(nodes.compare("ne", value, nodes.constant(0)), text, nodes.text(""));
      const words = bits.map(([name, bit]) => unless(nodes.binary("and", mask, bit), nodes.text(`|${name}`)));
      const rest = nodes.binary("and", mask, nameless);
      const joined = nodes.concat(...words, unless(rest, nodes.format("|0x", nodes.value("x", rest))));
      return nodes.select(nodes.compare("eq", mask, nodes.constant(0)), nodes.text(none), nodes.substr(joined, 1, nodes.maxString));
    },
  };
}
