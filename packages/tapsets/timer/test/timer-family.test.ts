import { fileURLToPath } from "node:url";
import type { Derivation, DerivedProbe, Target } from "@tapset/core";
import { frozenTarget } from "@tapset/target";
import { derivePoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { timerFamily } from "../src/index.js";

const target = frozenTarget(fileURLToPath(new URL("../../../engine/target/frozen/linux-6.18-x86_64", import.meta.url)));
const withHz = (hz: number): Target => ({ ...target, hz });

function onlyProbe(text: string, on: Target = target): DerivedProbe {
  const outcome = derivePoint(timerFamily, text, on);
  if (outcome.kind !== "probes" || outcome.probes.length !== 1) throw new Error(`${text}: ${JSON.stringify(outcome)}`);
  return outcome.probes[0]!;
}

/** Interval and random part in nanoseconds. */
function startOf(text: string, on: Target = target): readonly [intervalNs: string, randomNs: string] {
  const { site } = onlyProbe(text, on);
  if (site.where !== "session" || site.start?.kind !== "timer") throw new Error(`${text} starts no timer`);
  expect(site).toMatchObject({ phase: "events", order: 0 });
  return [site.start["intervalNs"] as string, site.start["randomNs"] as string];
}

/** What is wrong with a point, by id. */
function refusal(text: string): string {
  const outcome: Derivation | { kind: "mismatch"; mismatch: { id: string } } = derivePoint(timerFamily, text, target);
  if (outcome.kind === "errors") return outcome.errors.map(({ id }) => id).join();
  return outcome.kind === "mismatch" ? outcome.mismatch.id : outcome.kind;
}

describe("wall-clock timers", () => {
  it.each([
    ["timer.s(2)", "2000000000"],
    ["timer.sec(2)", "2000000000"],
    ["timer.ms(5)", "5000000"],
    ["timer.msec(5)", "5000000"],
    ["timer.us(250)", "250000"],
    ["timer.usec(250)", "250000"],
    ["timer.ns(100001)", "100001"],
    ["timer.nsec(100001)", "100001"],
  ])("%s fires every %s ns", (text, intervalNs) => {
    expect(startOf(text)).toEqual([intervalNs, "0"]);
  });

  it.each([
    ["timer.s(2).randomize(1)", "2000000000", "1000000000"],
    ["timer.sec(2).randomize(1)", "2000000000", "1000000000"],
    ["timer.ms(5).randomize(4)", "5000000", "4000000"],
    ["timer.msec(5).randomize(4)", "5000000", "4000000"],
    ["timer.us(250).randomize(249)", "250000", "249000"],
    ["timer.usec(250).randomize(0)", "250000", "0"],
    ["timer.ns(100001).randomize(7)", "100001", "7"],
    ["timer.nsec(100001).randomize(7)", "100001", "7"],
  ])("%s fires every %s ns, give or take %s", (text, intervalNs, randomNs) => {
    expect(startOf(text)).toEqual([intervalNs, randomNs]);
  });

  it("take from 100 microseconds to 1 day, whatever the unit", () => {
    for (const least of ["ms(1)", "us(100)", "usec(100)", "ns(100000)", "nsec(100000)"]) expect(refusal(`timer.${least}`)).toBe("probes");
    for (const most of ["s(86400)", "ms(86400000)", "us(86400000000)", "ns(86400000000000)"]) expect(refusal(`timer.${most}`)).toBe("probes");
    const outside = ["s(0)", "s(-1)", "s(86401)", "sec(86401)", "ms(0)", "msec(86400001)", "us(99)", "usec(86400000001)", "ns(99999)", "nsec(86400000000001)"];
    for (const interval of outside) expect([interval, refusal(`timer.${interval}`)]).toEqual([interval, "invalid-interval"]);
  });

  it("are named with their unit where they're refused", () => {
    expect(derivePoint(timerFamily, "timer.s(100000)", target)).toMatchObject({ errors: [{ message: "invalid interval timer.s(100000): an interval is from 100 microseconds to 1 day" }] });
  });

  it("don't wrap around for intervals near the limits of a number", () => {
    expect(refusal("timer.s(9223372036854775807)")).toBe("invalid-interval");
    expect(refusal("timer.ms(18446744073710)")).toBe("invalid-interval");
  });
});

describe("timer.jiffies", () => {
  it("counts kernel ticks", () => {
    expect(startOf("timer.jiffies(3)", withHz(250))).toEqual(["12000000", "0"]);
    expect(startOf("timer.jiffies(3)", withHz(1000))).toEqual(["3000000", "0"]);
    expect(startOf("timer.jiffies(1)", withHz(100))).toEqual(["10000000", "0"]);
    expect(startOf("timer.jiffies(10).randomize(9)", withHz(250))).toEqual(["40000000", "36000000"]);
  });

  it("is exact where a second isn't a whole number of nanoseconds a tick", () => {
    expect(startOf("timer.jiffies(300)", withHz(300))).toEqual(["1000000000", "0"]);
  });

  it("takes from 1 to 1000000 ticks", () => {
    expect(refusal("timer.jiffies(1)")).toBe("probes");
    expect(refusal("timer.jiffies(1000000)")).toBe("probes");
    expect(refusal("timer.jiffies(0)")).toBe("invalid-interval");
    expect(refusal("timer.jiffies(-5)")).toBe("invalid-interval");
    expect(refusal("timer.jiffies(1000001)")).toBe("invalid-interval");
  });
});

describe("randomize", () => {
  it("takes a part smaller than the interval", () => {
    for (const unit of ["jiffies", "s", "sec", "ms", "msec"]) {
      expect(refusal(`timer.${unit}(5).randomize(5)`)).toBe("invalid-randomize");
      expect(refusal(`timer.${unit}(5).randomize(6)`)).toBe("invalid-randomize");
      expect(refusal(`timer.${unit}(5).randomize(-1)`)).toBe("invalid-randomize");
      expect(refusal(`timer.${unit}(5).randomize(4)`)).toBe("probes");
    }
    for (const unit of ["us", "usec", "ns", "nsec"]) expect(refusal(`timer.${unit}(100000).randomize(100000)`)).toBe("invalid-randomize");
  });

  it("says the interval is wrong first", () => {
    expect(refusal("timer.s(0).randomize(5)")).toBe("invalid-interval");
  });
});

describe("timer.hz", () => {
  it("fires no more than N times a second: the period is rounded up", () => {
    expect(startOf("timer.hz(1)")).toEqual(["1000000000", "0"]);
    expect(startOf("timer.hz(3)")).toEqual(["333333334", "0"]);
    expect(startOf("timer.hz(10000)")).toEqual(["100000", "0"]);
  });

  it("takes from 1 to 10000, and no random part", () => {
    expect(refusal("timer.hz(0)")).toBe("invalid-interval");
    expect(refusal("timer.hz(-1)")).toBe("invalid-interval");
    expect(refusal("timer.hz(10001)")).toBe("invalid-interval");
    expect(refusal("timer.hz(5).randomize(1)")).toBe("extra-component");
  });
});

describe("timer.profile", () => {
  it.each(["timer.profile", "timer.profile.tick"])("%s samples every CPU once a tick", (text) => {
    const probe = onlyProbe(text, withHz(250));
    expect(probe.point).toBe(text);
    expect(probe.needs).toEqual(["perf-software"]);
    expect(probe.site).toEqual({
      where: "kernel",
      program: { type: "PERF_EVENT" },
      attach: { kind: "perf-event", counter: "cpu_clock", sampling: { period: 4_000_000 } },
    });
    expect(onlyProbe(text, withHz(300)).site).toMatchObject({ attach: { sampling: { period: 3_333_333 } } });
  });

  it("shares one program between the two spellings", () => {
    expect(onlyProbe("timer.profile").site).toEqual(onlyProbe("timer.profile.tick").site);
  });

  it("has a frequency of its own where one is written", () => {
    expect(onlyProbe("timer.profile.freq.hz(97)").site).toMatchObject({ attach: { counter: "cpu_clock", sampling: { period: 10_309_279 } } });
    expect(refusal("timer.profile.freq.hz(0)")).toBe("invalid-interval");
    expect(refusal("timer.profile.freq.hz(10001)")).toBe("invalid-interval");
  });

  it("takes no argument", () => {
    expect(refusal("timer.profile(5)")).toBe("extra-literal");
    expect(refusal("timer.profile.tick(5)")).toBe("extra-literal");
  });
});

describe("points", () => {
  it("are kept as they're written, for pp()", () => {
    expect(onlyProbe("timer.ms(5).randomize(2)").point).toBe("timer.ms(5).randomize(2)");
    expect(onlyProbe("timer.s(0x10)").point).toBe("timer.s(16)");
  });

  it("have no context variables and need nothing of the kernel, but for profile", () => {
    const { scope, needs, entry } = onlyProbe("timer.s(1)");
    expect([scope.list(), scope.lookup("$x"), needs, entry]).toEqual([[], undefined, [], undefined]);
  });

  it("are told what's missing", () => {
    expect(refusal("timer.s")).toBe("missing-literal");
    expect(refusal('timer.s("1")')).toBe("wrong-literal-type");
    expect(refusal("timer.minutes(1)")).toBe("unknown-probe-point");
    expect(refusal("timer")).toBe("incomplete-probe-point");
    expect(refusal("timer.s(1).randomize")).toBe("missing-literal");
  });

  it("expand by wildcards: of those that match, the ones that can be are derived", () => {
    const outcome = derivePoint(timerFamily, "timer.*s(200)", target);
    expect(outcome.kind === "probes" && outcome.probes.map(({ point }) => point)).toEqual([
      "timer.jiffies(200)",
      "timer.s(200)",
      "timer.ms(200)",
      "timer.us(200)",
    ]);
  });
});
