import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OverloadGuard, type Spent } from "../../src/session/overload-guard.js";

const NS_PER_MS = 1e6;

/** A guard over made-up time; `spent` is what handlers take in each millisecond, in ns. */
function guard(spent: () => readonly Spent[]): { readonly told: string[]; readonly guard: OverloadGuard } {
  let lastMs = 0;
  const told: string[] = [];
  const options = {
    thresholdNs: 500 * NS_PER_MS,
    intervalNs: 1000 * NS_PER_MS,
    nowNs: () => Date.now() * NS_PER_MS,
    spentNs: () => {
      const passed = Date.now() - lastMs;
      lastMs = Date.now();
      return spent().map(({ where, ns }) => ({ where, ns: ns * passed }));
    },
    overloaded: (message: string) => void told.push(message),
  };
  return { told, guard: new OverloadGuard(options) };
}

describe("overload protection", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it("lets handlers take their share", () => {
    const { told, guard: busy } = guard(() => [{ where: "on CPU 0", ns: 0.49 * NS_PER_MS }, { where: "on CPU 1", ns: 0.49 * NS_PER_MS }]);
    busy.start();
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([]);
    busy.stop();
  });

  it("tells once of a CPU that they take more of", () => {
    const { told, guard: busy } = guard(() => [{ where: "on CPU 0", ns: 0.1 * NS_PER_MS }, { where: "on CPU 1", ns: 0.6 * NS_PER_MS }]);
    busy.start();
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual(["probe overhead (600 ms) exceeded threshold (500 ms) in last 1000 ms on CPU 1: probe less, or lift the limit with -D STP_NO_OVERLOAD"]);
    busy.stop();
  });

  it("looks at each interval by itself", () => {
    let share = 0;
    const { told, guard: busy } = guard(() => [{ where: "in the session", ns: share * NS_PER_MS }]);
    busy.start();
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([]);
    share = 0.7;
    vi.advanceTimersByTime(1_000);
    expect(told).toHaveLength(1);
    busy.stop();
  });
});
