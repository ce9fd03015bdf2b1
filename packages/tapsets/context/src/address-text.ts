import type { Fact } from "@tapset/core";

/** An IPv6 address by the two 64-bit words it's in memory, as little-endian machines load them: its longest run of zeros is `::`. */
export const ipv6Text: Fact = {
  name: "context/ipv6",
  injective: false,
  bound: 45,
  render: (low, high) => textOf([...groupsOf(BigInt(low)), ...groupsOf(BigInt(high))]),
};

/** The 16-bit groups of a word, each in the network's byte order. */
function groupsOf(word: bigint): number[] {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigInt64(0, word, true);
  return [0, 2, 4, 6].map((at) => bytes.getUint16(at));
}

function textOf(groups: readonly number[]): string {
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return `::ffff:${groups.slice(6).flatMap((group) => [group >> 8, group & 0xff]).join(".")}`;
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(":");
  const { start, length } = longestZeros(groups);
  // A single zero stays a zero.
  return length < 2 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}

function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== 0) start = index + 1;
    else if (index + 1 - start > best.length) best = { start, length: index + 1 - start };
  }
  return best;
}
