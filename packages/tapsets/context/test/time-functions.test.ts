import { describe, expect, it } from "vitest";
import { builderFor, target, valueOf, type Machine } from "./workbench.js";

/** 2023-11-14T22:13:20.987654321Z, a little over a day after boot. */
const machine: Machine = { environment: { realtime_ns: 1_700_000_000_987_654_321n, ktime_ns: 90_000_123_456_789n, jiffies: 4_294_960_000n } };

describe.each(["kernel", "session"] as const)("in %s handlers", (engine) => {
  const builder = builderFor(engine);

  it.each([
    ["gettimeofday_ns", 1_700_000_000_987_654_321n],
    ["gettimeofday_us", 1_700_000_000_987_654n],
    ["gettimeofday_ms", 1_700_000_000_987n],
    ["gettimeofday_s", 1_700_000_000n],
    ["local_clock_ns", 90_000_123_456_789n],
    ["local_clock_us", 90_000_123_456n],
    ["local_clock_ms", 90_000_123n],
    ["local_clock_s", 90_000n],
    ["ktime_get_ns", 90_000_123_456_789n],
    ["get_cycles", 90_000_123_456_789n],
    ["jiffies", 4_294_960_000n],
    ["HZ", BigInt(target.hz)],
  ])("%s() is %i", (name, value) => {
    expect(valueOf(builder, name, machine)).toBe(value);
  });
});
