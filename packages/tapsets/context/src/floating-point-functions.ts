import type { Fact, Intrinsic } from "@tapset/core";

/** As many digits as fit the longest string a script has unless it asks for more, behind the longest whole part. */
const MOST_DIGITS = 200;
const LONGEST_WHOLE = 310;

/** The number whose bits a long is, as `numerator / 2 ** shift`. */
function fractionOf(bits: bigint): { readonly numerator: bigint; readonly shift: bigint } {
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & ((1n << 52n) - 1n);
  const significand = exponent === 0n ? fraction : fraction | (1n << 52n);
  const shift = 1075n - (exponent === 0n ? 1n : exponent);
  return shift < 0n ? { numerator: significand << -shift, shift: 0n } : { numerator: significand, shift };
}

/** A positive number in decimal, exactly rounded, ties to even. */
function decimal(bits: bigint, digits: number): string {
  const { numerator, shift } = fractionOf(bits);
  const scaled = numerator * 10n ** BigInt(digits);
  const rest = scaled & ((1n << shift) - 1n);
  const below = scaled >> shift;
  const half = shift === 0n ? 1n : 1n << (shift - 1n);
  const isUp = rest > half || (rest === half && (below & 1n) === 1n);
  const text = String(isUp ? below + 1n : below).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The text of a floating-point number (its bits) with so many digits behind the point. */
const decimalText: Fact = {
  name: "context/floating-point",
  injective: false,
  bound: 1 + LONGEST_WHOLE + MOST_DIGITS,
  render: (raw, precision) => {
    const bits = BigInt.asUintN(64, BigInt(raw));
    const size = bits & ((1n << 63n) - 1n);
    const sign = bits === size ? "" : "-";
    if (size > 0x7ff0n << 48n) return "nan";
    if (size === 0x7ff0n << 48n) return `${sign}inf`;
    const digits = BigInt(precision);
    return sign + decimal(size, digits < 0n ? 0 : digits > BigInt(MOST_DIGITS) ? MOST_DIGITS : Number(digits));
  },
};

/** Floating-point numbers in words; calculating with them is written in floating-point.stp. */
export const floatingPointFunctions: readonly Intrinsic[] = [
  {
    name: "fp_to_string",
    parameters: [
      { name: "infp", type: "long" },
      { name: "precision", type: "long" },
    ],
    returns: "string",
    doc: `a floating-point number in decimal with precision digits (at most ${String(MOST_DIGITS)}) behind the point, exactly rounded; inf, -inf and nan for what is none. Kernel handlers can only print it`,
    purity: "pure",
    lower: (builder, infp, precision) => builder.fact(decimalText, infp, precision),
  },
];
