import type { EventSource, SessionHost, StartSpec } from "@tapset/core";

/** An ordinary timer. Nanoseconds are decimal text, so that the spec is JSON. */
export interface TimerSpec extends StartSpec {
  readonly kind: "timer";
  readonly intervalNs: string;
  /** Each interval is drawn uniformly from interval − random to interval + random. */
  readonly randomNs: string;
}

/** Starts a timer of the session. */
export function start(host: SessionHost, spec: StartSpec, fire: () => void): EventSource {
  const { intervalNs, randomNs } = spec as TimerSpec;
  const interval = BigInt(intervalNs);
  const random = BigInt(randomNs);
  if (random === 0n) return host.timer(() => interval, fire);
  const span = Number(2n * random + 1n);
  return host.timer(() => interval - random + BigInt(Math.floor(Math.random() * span)), fire);
}
