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

/** The shortest quotation of a text that is cut. */
const LEAST_QUOTATION = '""...';

const needsEscape = /[^ !#-[\]-~]/g;
const escaped = (byte: string): string => letters[byte] ?? `\\${byte.charCodeAt(0).toString(8).padStart(3, "0")}`;

/** A string (latin1) with its unprintable bytes escaped as in C. */
export function escapeText(text: string): string {
  return text.replace(needsEscape, escaped);
}

/** As {@link escapeText}, at most `limit` bytes, with no escape cut apart. */
export function escapeWithin(text: string, limit: number): string {
  const whole = escapeText(text);
  return whole.length <= limit ? whole : beginning(text, limit);
}

/**
 * A string as a C literal, at most `limit` bytes with its quotes (but no less than five). Where it doesn't fit, or was cut
 * already, `...` follows the closing quote.
 */
export function quoteText(text: string, limit: number, isCut = false): string {
  const whole = `"${escapeText(text)}"`;
  const most = Math.max(limit, LEAST_QUOTATION.length);
  return isCut || whole.length > most ? `"${beginning(text, most - LEAST_QUOTATION.length)}"...` : whole;
}

function beginning(text: string, room: number): string {
  let body = "";
  for (const byte of text) {
    const next = escapeText(byte);
    if (body.length + next.length > room) break;
    body += next;
  }
  return body;
}
