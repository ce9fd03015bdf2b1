/** Part of a string; outside it there's nothing. */
export function substr(text: string, start: bigint, length: bigint): string {
  if (start < 0n || length <= 0n || start >= BigInt(text.length)) return "";
  const from = Number(start);
  return length >= BigInt(text.length) ? text.slice(from) : text.slice(from, from + Number(length));
}
