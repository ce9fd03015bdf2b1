/** The clocks of clock_gettime(2); `monotonic` is `bpf_ktime_get_ns`, `boottime` also runs during suspend. */
export type ClockName = "realtime" | "monotonic" | "boottime";

/** clock_gettime(2). */
export interface Clocks {
  nowNs(clock: ClockName): bigint;
}
