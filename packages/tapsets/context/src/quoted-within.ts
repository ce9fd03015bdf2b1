import { faultAddress, quoteText, spellMarked, type Fact, type LongExpr, type StringExpr } from "@tapset/core";

const facts = new Map<number, Fact>();

/**
 * The fact of a marked string and of how long its text may be with the quotes, at most `most` bytes and no less than what says that
 * something is missing.
 */
export function quotedWithin(most: number): Fact {
  let fact = facts.get(most);
  if (fact === undefined) {
    fact = {
      name: `context/quoted-within-${most}`,
      injective: false,
      bound: most,
      render: (raw, limit) => {
        const text = String(raw);
        const wanted = BigInt(limit);
        return faultAddress(text) ?? quoteText(text, wanted > 0n && wanted < BigInt(most) ? Math.max(Number(wanted), LEAST) : most);
      },
      spell: (nodes, raw, limit) => {
        const wanted = limit as LongExpr;
        const isLess = nodes.logical("and", nodes.compare("gt", wanted, nodes.constant(0)), nodes.compare("lt", wanted, nodes.constant(most)));
        const length = nodes.select(isLess, wanted, nodes.constant(most));
        return spellMarked(nodes, raw as StringExpr, nodes.escape(raw as StringExpr, { quotes: true, length }));
      },
    };
    facts.set(most, fact);
  }
  return fact;
}

/** `""...` */
const LEAST = 5;
