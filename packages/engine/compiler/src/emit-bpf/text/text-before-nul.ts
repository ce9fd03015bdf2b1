/** Strings end at their first NUL. */
export function textBeforeNul(text: string): string {
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}
