import type { SystemCaller } from "./system-caller.js";
import type { SystemCallOf } from "./system-calls.js";

/** The clocks of clock_gettime(2); `monotonic` is `bpf_ktime_get_ns`, `boottime` also runs during suspend. */
export type ClockName = "realtime" | "monotonic" | "boottime";

/** clock_gettime(2). */
export interface Clocks {
  nowNs(clock: ClockName): bigint;
}

/** `CLOCK_*`. */
export const clockIds: Readonly<Record<ClockName, number>> = { realtime: 0, monotonic: 1, boottime: 7 };

/** Clocks, read through `caller`. */
export function createClocks(caller: SystemCaller): Clocks {
  return {
    nowNs: (clock) => {
      const call: SystemCallOf<"clock_gettime"> = { name: "clock_gettime", clock: clockIds[clock] };
      caller.call(call, `read the ${clock} clock`);
      return call.nowNs ?? 0n;
    },
  };
}
