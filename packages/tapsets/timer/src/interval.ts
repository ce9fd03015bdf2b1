/** A unit a timer's interval can be written in. */
export interface Unit {
  readonly name: string;
  /** Nanoseconds in one; undefined for jiffies, whose length is the kernel's. */
  readonly nanoseconds: bigint | undefined;
  readonly doc: string;
}

/** Every unit with `timer.UNIT(N)` and `timer.UNIT(N).randomize(M)`. */
export const units: readonly Unit[] = [
  { name: "jiffies", nanoseconds: undefined, doc: "jiffies (kernel ticks)" },
  { name: "s", nanoseconds: 1_000_000_000n, doc: "seconds" },
  { name: "sec", nanoseconds: 1_000_000_000n, doc: "seconds" },
  { name: "ms", nanoseconds: 1_000_000n, doc: "milliseconds" },
  { name: "msec", nanoseconds: 1_000_000n, doc: "milliseconds" },
  { name: "us", nanoseconds: 1_000n, doc: "microseconds" },
  { name: "usec", nanoseconds: 1_000n, doc: "microseconds" },
  { name: "ns", nanoseconds: 1n, doc: "nanoseconds" },
  { name: "nsec", nanoseconds: 1n, doc: "nanoseconds" },
];

/** Limits of stapprobes 2.3: 1 to 1,000,000 jiffies; 100 µs to one day for wall-clock units. */
export const limits = {
  jiffies: { least: 1n, most: 1_000_000n },
  nanoseconds: { least: 100_000n, most: 86_400_000_000_000n },
} as const;

/** What is wrong with an interval, as the end of a sentence; undefined when nothing is. */
export function intervalProblem(unit: Unit, interval: bigint): string | undefined {
  if (unit.nanoseconds === undefined) {
    const { least, most } = limits.jiffies;
    return interval < least || interval > most ? `an interval in jiffies is from ${String(least)} to ${String(most)}` : undefined;
  }
  const { least, most } = limits.nanoseconds;
  const length = interval * unit.nanoseconds;
  return length < least || length > most ? "an interval is from 100 microseconds to 1 day" : undefined;
}

/** What is wrong with a random part M of an interval N; undefined when nothing is. */
export function randomProblem(interval: bigint, random: bigint): string | undefined {
  return random < 0n || random >= interval ? `the random part must be from 0 to less than the interval, ${String(interval)}` : undefined;
}
