/** The string that a literal is, which ends as strings do at a byte 0: `"a\0b"` is `"a"`. */
export function literalString(text: string): string {
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}
