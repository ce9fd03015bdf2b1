/** Where, from byte `start` on, the first byte is that is among `bytes`, or isn't; the text's length where there is none. */
export function scan(text: string, start: bigint, bytes: string, among: boolean): number {
  if (start >= BigInt(text.length)) return text.length;
  for (let at = start < 0n ? 0 : Number(start); at < text.length; at++) {
    if (bytes.includes(text.charAt(at)) === among) return at;
  }
  return text.length;
}
