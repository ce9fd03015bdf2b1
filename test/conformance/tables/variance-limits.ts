import { subject, type Row } from "../row.js";

const [LEAST, MOST] = [-(2n ** 63n), 2n ** 63n - 1n];

/** Samples near the ends of what 64 bits hold: sums wrap at 64 bits, sums of squares at 128, and the value at 64. */
function row(title: string, ...samples: bigint[]): Row {
  const count = BigInt(samples.length);
  const sum = BigInt.asIntN(64, samples.reduce((total, sample) => total + sample, 0n));
  const squares = BigInt.asUintN(128, samples.reduce((total, sample) => total + sample * sample, 0n));
  const distances = BigInt.asUintN(128, squares - (sum * sum + count - 1n) / count);
  const fill = samples.map((sample, index) => `s <<< ${index === 0 ? `hidden(${literal(sample)})` : literal(sample)};`).join(" ");
  return { title, declarations: "global s", body: `${fill} println(@variance(s))`, output: `${BigInt.asIntN(64, distances / (count - 1n))}\n` };
}

/** The least number has no literal. */
function literal(sample: bigint): string {
  return sample === LEAST ? `(${LEAST + 1n} - 1)` : String(sample);
}

export const varianceLimits = subject("limits of variances", [
  row("both ends", LEAST, MOST),
  row("the least number twice", LEAST, LEAST),
  row("the largest number twice", MOST, MOST),
  row("a sum that wraps", MOST, 1n, 2n),
  row("a sum that comes back", MOST, MOST, LEAST, LEAST),
  row("squares that fill 128 bits", LEAST, LEAST, LEAST, LEAST),
  row("squares that wrap", LEAST, LEAST, LEAST, LEAST, 5n),
  row("squares less than what they're lessened by", LEAST, LEAST, LEAST, LEAST, 1n, 1n),
  row("many of both ends", ...Array.from({ length: 9 }, (_, index) => (index % 2 === 0 ? MOST : LEAST))),
]);
