import type { Builder, IrNodes } from "./builder.js";
import type { Fact } from "./fact.js";
import type { LongExpr, StringExpr } from "./ir.js";

/** Bytes that C writes with a letter. */
const letters: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  "\v": "\\v",
  "\b": "\\b",
  "\f": "\\f",
  "\x07": "\\a",
  "\\": "\\\\",
  '"': '\\"',
};

const needsEscape = /[^ !#-[\]-~]/g;
const escaped = (byte: string): string => letters[byte] ?? `\\${byte.charCodeAt(0).toString(8).padStart(3, "0")}`;

/** A string with its unprintable bytes escaped as in C. */
export function escape(text: string): string {
  return text.replace(needsEscape, escaped);
}

/**
 * A string as a C literal, at most `limit` bytes with its quotes. Where it doesn't fit, or was cut already, `...`
 * follows the closing quote.
 */
export function quote(text: string, limit: number, isCut = false): string {
  const whole = `"${escape(text)}"`;
  if (!isCut && whole.length <= limit) return whole;
  const room = limit - '""...'.length;
  let body = "";
  for (const byte of text) {
    const next = escape(byte);
    if (body.length + next.length > room) break;
    body += next;
  }
  return `"${body}"...`;
}

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
        return faultAddress(text) ?? quote(text, limit, text.length >= limit);
      },
      spell: (nodes, raw) => spellMarked(nodes, raw as StringExpr, inQuotes(nodes, raw as StringExpr)),
    };
    quotedFacts.set(limit, fact);
  }
  return fact;
}
