/**
 * The number a text begins with, in a base of 2 to 36 (others give 0) or, for 0, the one its prefix says; 0 where there is none. It
 * wraps to 64 bits. As the kernel's simple_strtol: a minus may be in front, no plus and no blanks.
 */
export function strtol(text: string, base: bigint): bigint {
  const isNegative = text.startsWith("-");
  const digits = isNegative ? text.slice(1) : text;
  const isHex = digits.startsWith("0x") || digits.startsWith("0X");
  const radix = base === 0n ? (isHex ? 16n : digits.startsWith("0") ? 8n : 10n) : base;
  if (radix < 2n || radix > 36n) return 0n;
  let value = 0n;
  for (const character of isHex && radix === 16n ? digits.slice(2) : digits) {
    const digit = digitOf(character);
    if (digit === undefined || digit >= radix) break;
    value = BigInt.asUintN(64, value * radix + digit);
  }
  return BigInt.asIntN(64, isNegative ? -value : value);
}

function digitOf(character: string): bigint | undefined {
  return /^[0-9a-zA-Z]$/.test(character) ? BigInt(parseInt(character, 36)) : undefined;
}
