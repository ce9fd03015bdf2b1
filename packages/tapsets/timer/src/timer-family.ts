import { registersInContext, scopeOf } from "@tapset/core";
import type { Derivation, DerivedProbe, DeriveError, FeatureName, Match, Pattern, ProbeFamily, Target } from "@tapset/core";
import { intervalProblem, limits, randomProblem, units } from "./interval.js";
import type { ProfileSpec } from "./attach.js";
import type { TimerSpec } from "./start.js";

const profileNeeds: readonly FeatureName[] = ["perf-software"];
const patterns: readonly Pattern[] = [
  ...units.flatMap(({ name, doc }): Pattern[] => [
    { components: [{ name: "timer" }, { name, literal: "number" }], doc: `every N ${doc}` },
    {
      components: [
        { name: "timer" },
        { name, literal: "number" },
        { name: "randomize", literal: "number" },
      ],
      doc: `every N ${doc}, give or take a random part of up to M, drawn anew each time`,
    },
  ]),
  { components: [{ name: "timer" }, { name: "hz", literal: "number" }], doc: "N times a second" },
  { components: [{ name: "timer" }, { name: "profile" }], doc: "on every CPU, at the system's tick rate", needs: profileNeeds },
  {
    components: [{ name: "timer" }, { name: "profile" }, { name: "tick" }],
    doc: "on every CPU, at the system's tick rate (what timer.profile stands for)",
    needs: profileNeeds,
  },
  {
    components: [{ name: "timer" }, { name: "profile" }, { name: "freq" }, { name: "hz", literal: "number" }],
    doc: "on every CPU, N times a second",
    needs: profileNeeds,
  },
];

function failure(id: string, message: string, ...hints: readonly string[]): Derivation {
  const error: DeriveError = { id, message, hints };
  return { kind: "errors", errors: [error] };
}

function deriveInterval(match: Match, target: Target): Derivation {
  const [, unitComponent, randomComponent] = match.components;
  const unit = units.find(({ name }) => name === unitComponent?.name);
  const interval = unitComponent?.literal;
  const random = randomComponent?.literal ?? 0n;
  if (unit === undefined || typeof interval !== "bigint" || typeof random !== "bigint") {
    return failure("invalid-interval", `${match.text}: a timer takes a number`);
  }
  const problem = intervalProblem(unit, interval);
  if (problem !== undefined) return failure("invalid-interval", `invalid interval timer.${unit.name}(${String(interval)}): ${problem}`);
  const trouble = randomComponent && randomProblem(interval, random);
  if (trouble !== undefined) return failure("invalid-randomize", `invalid randomize ${String(random)}: ${trouble}`);
  // A tick needn't be a whole number of nanoseconds: multiply first.
  const toNs = (amount: bigint) => (unit.nanoseconds === undefined ? (amount * 1_000_000_000n) / BigInt(target.hz) : amount * unit.nanoseconds);
  return timer(match.text, toNs(interval), toNs(random));
}

/** Calls `made` with the length of a period, rounded up so that it never fires more than N times a second. */
function withPeriod(match: Match, made: (periodNs: bigint) => Derivation): Derivation {
  const rate = match.components.at(-1)?.literal;
  const most = 1_000_000_000n / limits.nanoseconds.least;
  if (typeof rate !== "bigint" || rate < 1n || rate > most) {
    const form = match.components.map(({ name }) => name).join(".");
    return failure("invalid-interval", `invalid frequency ${String(rate)}: ${form} takes from 1 to ${String(most)}`);
  }
  return made((1_000_000_000n + rate - 1n) / rate);
}

function timer(point: string, intervalNs: bigint, randomNs: bigint): Derivation {
  const start: TimerSpec = { kind: "timer", intervalNs: String(intervalNs), randomNs: String(randomNs) };
  return {
    kind: "probes",
    probes: [{ point, site: { where: "session", phase: "events", order: 0, start }, scope: scopeOf(), needs: [] }],
  };
}

/** A perf event's program begins its context with the registers of what it interrupts. */
const interrupted = registersInContext({ of: "interrupted", at: "anywhere" });

function profile(match: Match, periodNs: number): Derivation {
  // A period, not a frequency: the kernel would adapt a frequency after a slow start.
  const attach: ProfileSpec = { kind: "perf-event", counter: "cpu_clock", sampling: { period: periodNs } };
  const probe: DerivedProbe = {
    point: match.text,
    site: { where: "kernel", program: { type: "PERF_EVENT" }, attach },
    scope: scopeOf(),
    registers: interrupted,
    needs: profileNeeds,
  };
  return { kind: "probes", probes: [probe] };
}

function derive(match: Match, target: Target): Derivation {
  const second = match.components[1]?.name;
  if (second === "hz") return withPeriod(match, (periodNs) => timer(match.text, periodNs, 0n));
  if (second === "profile") {
    if (match.components[2]?.name === "freq") return withPeriod(match, (periodNs) => profile(match, Number(periodNs)));
    return profile(match, Math.round(1e9 / target.hz));
  }
  return deriveInterval(match, target);
}

/** `timer.UNIT(N)[.randomize(M)]`, `timer.hz(N)`, `timer.profile[.tick]`, `timer.profile.freq.hz(N)`. */
export const timerFamily: ProbeFamily = {
  name: "timer",
  patterns,
  derive,
  loadStart: () => import("./start.js"),
  loadAttach: () => import("./attach.js"),
};
