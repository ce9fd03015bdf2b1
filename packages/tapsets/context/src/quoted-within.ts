import { faultAddress, inQuotes, quoteText, spellMarked, type Fact, type StringExpr } from "@tapset/core";

const facts = new Map<number, Fact>();

/**
 * The fact of a marked string and of how long its text may be with the quotes, at most `most` bytes and no less than what says that
 * something is missing. Kernel handlers that store or compare the text have it whole and without escapes.
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
      spell: (nodes, raw) => spellMarked(nodes, raw as StringExpr, inQuotes(nodes, raw as StringExpr)),
    };
    facts.set(most, fact);
  }
  return fact;
}

/** `""...` */
const LEAST = 5;
