import type { EventSource, SessionHost } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { start, type TimerSpec } from "../src/start.js";

/** A host that keeps what it was given. */
function recordingHost(): SessionHost & { nextNs: () => bigint; fire: () => void; readonly source: EventSource } {
  const source: EventSource = { stop: () => undefined, missed: () => 3n };
  const host = {
    source,
    nextNs: () => 0n,
    fire: () => undefined as void,
    timer(nextNs: () => bigint, fire: () => void): EventSource {
      host.nextNs = nextNs;
      host.fire = fire;
      return source;
    },
  };
  return host;
}

const spec = (intervalNs: bigint, randomNs: bigint): TimerSpec => ({ kind: "timer", intervalNs: String(intervalNs), randomNs: String(randomNs) });

describe("start", () => {
  it("starts the session's timer and gives its source", () => {
    const host = recordingHost();
    let fired = 0;
    expect(start(host, spec(5_000_000n, 0n), () => fired++)).toBe(host.source);
    host.fire();
    expect(fired).toBe(1);
  });

  it("asks for the same interval each time without a random part", () => {
    const host = recordingHost();
    start(host, spec(86_400_000_000_000n, 0n), () => undefined);
    expect([host.nextNs(), host.nextNs()]).toEqual([86_400_000_000_000n, 86_400_000_000_000n]);
  });

  it("draws every interval from N - M to N + M, ends included", () => {
    const host = recordingHost();
    start(host, spec(1_000_000n, 2n), () => undefined);
    const drawn = new Map<bigint, number>();
    for (let turn = 0; turn < 5000; turn++) {
      const interval = host.nextNs();
      drawn.set(interval, (drawn.get(interval) ?? 0) + 1);
    }
    expect([...drawn.keys()].sort((a, b) => Number(a - b))).toEqual([999_998n, 999_999n, 1_000_000n, 1_000_001n, 1_000_002n]);
    // Uniform: each of the five near a thousand times; 700 is ten standard deviations away.
    for (const count of drawn.values()) expect(count).toBeGreaterThan(700);
  });
});
