import type { Builder, IrNodes } from "./builder.js";
import { quoteText } from "./escape-text.js";
import type { Fact } from "./fact.js";
import type { LongExpr, StringExpr } from "./ir.js";

/**
 * What stands in a string's place when it can't be read: the address in hex, after a byte no path begins with. So a
 * single raw string says both, and the address is printed without quotes.
 */
const FAULT_MARK = "\x01";
const faultPattern = /^\x010x[0-9a-f]+$/;

/** What is read in place of a string that can't be: a text that {@link quotedText} and its like print as the address. */
export function markedAddress(builder: Builder, address: LongExpr): StringExpr {
  return builder.format(FAULT_MARK, builder.value("p", address));
}

/** The address a marked text stands for, in hex; undefined for strings. */
export function faultAddress(text: string): string | undefined {
  return text.startsWith(FAULT_MARK) && faultPattern.test(text) ? text.slice(FAULT_MARK.length) : undefined;
}

/** What marked texts begin with, and the first text behind all of those. */
const MARKED_FROM = `${FAULT_MARK}0x`;
const MARKED_TO = `${FAULT_MARK}0y`;

/** A marked string in a kernel handler that stores or compares it: the address, or what `otherwise` makes of the string. */
export function spellMarked(nodes: IrNodes, raw: StringExpr, otherwise: StringExpr): StringExpr {
  const isMarked = nodes.logical("and", nodes.compare("ge", raw, nodes.text(MARKED_FROM)), nodes.compare("lt", raw, nodes.text(MARKED_TO)));
  return nodes.select(isMarked, nodes.substr(raw, FAULT_MARK.length, raw.bound), otherwise);
}

const quotedFacts = new Map<number, Fact>();

/** The fact of a marked string, in quotes and within `limit` bytes. One that fills the limit counts as cut. */
export function quotedText(limit: number): Fact {
  let fact = quotedFacts.get(limit);
  if (fact === undefined) {
    fact = {
      name: `core/quoted-${limit}`,
      injective: false,
      bound: limit,
      render: (raw) => {
        const text = String(raw);
        return faultAddress(text) ?? quoteText(text, limit, text.length >= limit);
      },
      spell: (nodes, raw) => {
        // A string that fills the limit doesn't fit into it with its quotes, so it's cut without being asked to.
        const quoted = nodes.escape(raw as StringExpr, { quotes: true, length: nodes.constant(limit) });
        return spellMarked(nodes, raw as StringExpr, quoted);
      },
    };
    quotedFacts.set(limit, fact);
  }
  return fact;
}
