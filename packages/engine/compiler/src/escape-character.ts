/** Bytes that C writes with a letter. */
const letters: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "'": "\\'",
  "\\": "\\\\",
};

/** What `%#c` prints of a byte: as C writes it between single quotes. */
export function escapeCharacter(byte: number): string {
  const character = String.fromCharCode(byte);
  const isPrintable = byte >= 0x20 && byte < 0x7f;
  return letters[character] ?? (isPrintable ? character : `\\${byte.toString(8).padStart(3, "0")}`);
}
