const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  min: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** A duration as test files write it (`5ms`, `1.5s`), in ns. Parts of a nanosecond are cut off. */
export function durationNs(text: string): bigint {
  const [, whole = "0", fraction = "", unit = ""] = /^(\d+)(?:\.(\d+))?([a-z]+)$/.exec(text) ?? [];
  const scale = units[unit] ?? 0n;
  return BigInt(whole) * scale + (BigInt(fraction || 0) * scale) / 10n ** BigInt(fraction.length);
}
