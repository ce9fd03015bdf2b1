const decimal = /^(?:0|[1-9][0-9]*)$/;
const octal = /^0[0-7]+$/;
const hexadecimal = /^0[xX][0-9a-fA-F]+$/;

/** A literal's value wrapped to signed 64 bits: decimal, octal or hexadecimal; undefined when it is none or too big. */
export function parseNumber(text: string): bigint | undefined {
  const value = decimal.test(text) || hexadecimal.test(text)
    ? BigInt(text)
    : octal.test(text)
      ? BigInt(`0o${text}`)
      : undefined;
  return value === undefined || value > 0xffff_ffff_ffff_ffffn ? undefined : BigInt.asIntN(64, value);
}
