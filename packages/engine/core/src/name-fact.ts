import type { Fact } from "./fact.js";

/** How a number without a name is written: as `d`ecimal or he`x`adecimal number, behind a prefix. */
export interface Nameless {
  readonly prefix: string;
  readonly conversion: "d" | "x";
}

/** A number's name; the fact's own is `package/kind`. Injective: a number without a name is written as one behind the prefix. */
export function nameFact(fact: string, names: ReadonlyMap<bigint, string>, { prefix, conversion }: Nameless): Fact {
  const longest = Math.max(...[...names.values()].map((name) => name.length));
  const numbers = [...names.keys()].sort((a, b) => (a < b ? -1 : 1));
  const known: Fact = {
    name: `${fact}/known`,
    injective: false,
    bound: longest,
    render: (raw) => names.get(BigInt(raw)) ?? "",
    domain: () => numbers,
  };
  return {
    name: fact,
    injective: true,
    bound: Math.max(longest, prefix.length + 20),
    render: (raw) => names.get(BigInt(raw)) ?? prefix + (conversion === "d" ? BigInt(raw).toString() : BigInt.asUintN(64, BigInt(raw)).toString(16)),
    spell: (nodes, raw) => {
      const name = nodes.fact(known, raw);
      return nodes.select(nodes.compare("ne", name, nodes.text("")), name, nodes.format(prefix, nodes.value(conversion, raw)));
    },
  };
}
