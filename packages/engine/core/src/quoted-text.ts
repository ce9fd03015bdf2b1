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

/** A marked string in a kernel handler that stores or compares it: the address, or what `otherwise` makes of the string. */
export function spellMarked(nodes: IrNodes, raw: StringExpr, otherwise: StringExpr): StringExpr {
  const isMarked = nodes.logical(
    "and",
    nodes.compare("ne", raw, nodes.text("")),
    nodes.compare("lt", raw, nodes.text(String.fromCharCode(FAULT_MARK.charCodeAt(0) + 1))),
  );
  return nodes.select(isMarked, nodes.substr(raw, FAULT_MARK.length, raw.bound), otherwise);
}

/** A text between quotes, as it is. */
export const inQuotes = (nodes: IrNodes, text: StringExpr): StringExpr => nodes.concat(nodes.text('"'), text, nodes.text('"'));

const quotedFacts = new Map<number, Fact>();

/**
 * The fact of a marked string, in quotes and within `limit` bytes. One that fills the limit counts as cut. Kernel handlers
 * that store or compare the text have it without escapes.
 */
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
      spell: (nodes, raw) => spellMarked(nodes, raw as StringExpr, inQuotes(nodes, raw as StringExpr)),
    };
    quotedFacts.set(limit, fact);
  }
  return fact;
}
