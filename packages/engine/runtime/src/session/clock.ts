/** Clocks of the machine, in ns; `monotonic` and `boottime` as BPF programs read them. */
export interface Clock {
  nowNs(clock: "realtime" | "monotonic" | "boottime"): bigint;
}
