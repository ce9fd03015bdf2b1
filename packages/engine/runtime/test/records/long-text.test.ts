import { describe, expect, it } from "vitest";
import { OutputBuffer } from "../../src/output/output-buffer.js";
import { appendHex, appendSigned, appendUnsigned } from "../../src/records/long-text.js";

type Append = (out: OutputBuffer, high: number, low: number) => void;

function text(append: Append, value: bigint): string {
  const out = new OutputBuffer(8);
  append(out, Number(BigInt.asIntN(32, value >> 32n)), Number(BigInt.asIntN(32, value)));
  return Buffer.from(out.take()).toString("latin1");
}

const interesting = new Set<bigint>([0n, 1n, 9n, 10n, 99n, 4294967295n, 4294967296n, 999_999_999n, 1_000_000_000n]);
for (let bit = 0n; bit < 64n; bit++) for (const delta of [-1n, 0n, 1n]) interesting.add(BigInt.asUintN(64, (1n << bit) + delta));
for (let power = 1n; power < 1n << 64n; power *= 10n) for (const delta of [-1n, 0n, 1n]) interesting.add(BigInt.asUintN(64, power + delta));
// Quotients by 10^9 that a double rounds up to the next whole number.
for (let high = 1n; high < 1n << 53n; high *= 3n) interesting.add(high * 1_000_000_000n - 1n);
let seed = 12345n;
for (let i = 0; i < 2000; i++) {
  seed = BigInt.asUintN(64, seed * 6364136223846793005n + 1442695040888963407n);
  interesting.add(seed >> BigInt(i % 64));
}

describe("longs in two halves", () => {
  it("reads as the same number in decimal and hexadecimal", () => {
    for (const value of interesting) {
      const long = BigInt.asUintN(64, value);
      expect(text(appendUnsigned, long)).toBe(String(long));
      expect(text(appendSigned, long)).toBe(String(BigInt.asIntN(64, long)));
      expect(text((out, high, low) => appendHex(out, high, low, false), long)).toBe(long.toString(16));
    }
    expect(text((out, high, low) => appendHex(out, high, low, true), 0xabcdefn)).toBe("ABCDEF");
  });
});
