import type { Builder, EnvironmentName, Fact, Intrinsic, LongExpr } from "@tapset/core";

const clocks: readonly { readonly name: string; readonly clock: EnvironmentName; readonly divisor: bigint; readonly doc: string }[] = [
  { name: "gettimeofday_ns", clock: "realtime_ns", divisor: 1n, doc: "nanoseconds since the Unix epoch" },
  { name: "gettimeofday_us", clock: "realtime_ns", divisor: 1_000n, doc: "microseconds since the Unix epoch" },
  { name: "gettimeofday_ms", clock: "realtime_ns", divisor: 1_000_000n, doc: "milliseconds since the Unix epoch" },
  { name: "gettimeofday_s", clock: "realtime_ns", divisor: 1_000_000_000n, doc: "seconds since the Unix epoch" },
  { name: "local_clock_ns", clock: "ktime_ns", divisor: 1n, doc: "nanoseconds of a clock that never goes back" },
  { name: "local_clock_us", clock: "ktime_ns", divisor: 1_000n, doc: "microseconds of a clock that never goes back" },
  { name: "local_clock_ms", clock: "ktime_ns", divisor: 1_000_000n, doc: "milliseconds of a clock that never goes back" },
  { name: "local_clock_s", clock: "ktime_ns", divisor: 1_000_000_000n, doc: "seconds of a clock that never goes back" },
  { name: "ktime_get_ns", clock: "ktime_ns", divisor: 1n, doc: "nanoseconds of CLOCK_MONOTONIC" },
  { name: "get_cycles", clock: "ktime_ns", divisor: 1n, doc: "a counter of the processor's time: nanoseconds, where BPF can't read the cycle counter" },
  { name: "jiffies", clock: "jiffies", divisor: 1n, doc: "the kernel's tick counter" },
];

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A date in the C library's words, in UTC; seconds beyond 32 bits are cut to them. */
const dateText: Fact = {
  name: "context/date",
  injective: false,
  bound: 24,
  render: (seconds) => {
    const date = new Date(Number(BigInt.asIntN(32, BigInt(seconds))) * 1000);
    const two = (value: number, fill: string): string => value.toString().padStart(2, fill);
    const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map((value) => two(value, "0")).join(":");
    return `${days[date.getUTCDay()]!} ${months[date.getUTCMonth()]!} ${two(date.getUTCDate(), " ")} ${time} ${date.getUTCFullYear()}`;
  },
};

/** Clocks, and a moment in words. */
export const timeFunctions: readonly Intrinsic[] = [
  ...clocks.map(
    ({ name, clock, divisor, doc }): Intrinsic => ({
      name,
      parameters: [],
      returns: "long",
      doc,
      purity: "reads",
      lower: (builder): LongExpr => scale(builder, builder.environment(clock), divisor),
    }),
  ),
  {
    name: "HZ",
    parameters: [],
    returns: "long",
    doc: "kernel ticks a second",
    purity: "pure",
    lower: (builder) => builder.constant(builder.target.hz),
  },
  {
    name: "_date",
    parameters: [{ name: "epochsecs", type: "long" }],
    returns: "string",
    doc: "a moment within 32 bits of seconds in words, for ctime",
    purity: "pure",
    lower: (builder, seconds) => builder.fact(dateText, seconds),
  },
  {
    name: "_zone_offset",
    parameters: [],
    returns: "long",
    doc: "seconds the local time is west of UTC, for tz_gmtoff",
    purity: "reads",
    lower: (builder) => {
      sessionOnly(builder, "_zone_offset");
      return builder.hostLong("time_zone_offset");
    },
  },
  {
    name: "_zone_name",
    parameters: [],
    returns: "string",
    doc: "the local time zone's abbreviation, for tz_name",
    purity: "reads",
    lower: (builder) => {
      sessionOnly(builder, "_zone_name");
      return builder.hostString("time_zone_name");
    },
  },
];

/** What the session alone can ask; the tapset's scripts ask when the session begins. */
function sessionOnly(builder: Builder, name: string): void {
  if (builder.engine !== "session") builder.refuse("session-only", `${name}() is known in handlers that run in the session`);
}

function scale(builder: Builder, value: LongExpr, divisor: bigint): LongExpr {
  return divisor === 1n ? value : builder.binary("div", value, divisor);
}
