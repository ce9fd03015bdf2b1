import { registersInContext, scopeOf } from "@tapset/core";
import type { Derivation, DeriveError, FeatureName, Match, MatchedComponent, Pattern, PatternComponent, ProbeFamily, Target } from "@tapset/core";
import type { PerfSpec } from "./attach.js";
import { availableCounters, eventTypes } from "./event-types.js";

/** How often a probe fires: after a million counts unless the script says otherwise. */
const DEFAULT_SAMPLE = 1_000_000n;
/** A frequency is 64 bits for the kernel, but it refuses what kernel.perf_event_max_sample_rate doesn't allow. */
const MOST_HZ = 1_000_000_000n;
const MOST_TYPE = 0xffff_ffffn;
const MOST_CONFIG = 0xffff_ffff_ffff_ffffn;

const needs: readonly FeatureName[] = ["perf-software"];

const event: readonly PatternComponent[] = [{ name: "perf" }, { name: "type", literal: "number" }, { name: "config", literal: "number" }];
const frequencies: readonly { readonly component: readonly PatternComponent[]; readonly doc: string }[] = [
  { component: [], doc: "every 1000000 counts of an event, by the numbers that perf_event_open(2) has for it" },
  { component: [{ name: "sample", literal: "number" }], doc: "every N counts" },
  { component: [{ name: "hz", literal: "number" }], doc: "about N times a second, while the event counts" },
];
const places: readonly { readonly component: readonly PatternComponent[]; readonly doc: string }[] = [
  { component: [], doc: ", on every CPU" },
  { component: [{ name: "process", literal: "string" }], doc: " in processes of a program" },
  { component: [{ name: "process" }], doc: " in the process of -c or -x" },
];

const counter: PatternComponent = { name: "counter", literal: "string" };
const READ_BY_FUNCTIONS = "a counter that fires nothing, for @perf in probes of a program's functions: refused, as there are none of these";

const patterns: readonly Pattern[] = [
  ...frequencies.flatMap((frequency) =>
    places.map((place): Pattern => ({ components: [...event, ...frequency.component, ...place.component], doc: frequency.doc + place.doc, needs })),
  ),
  { components: [...event, counter], doc: READ_BY_FUNCTIONS },
  { components: [...event, { name: "process", literal: "string" }, counter], doc: READ_BY_FUNCTIONS },
];

function failure(id: string, message: string, ...hints: readonly string[]): Derivation {
  return { kind: "errors", errors: [{ id, message, hints }] };
}

/** What a CPU counts is absent from most virtual machines. */
function missingCounter(type: bigint, text: string, target: Target): DeriveError | undefined {
  if (eventTypes.get(type)?.isHardware !== true) return undefined;
  const { verdict, reason } = target.feature("perf-hardware");
  if (verdict !== "no") return undefined;
  const hints = [`use what is counted here: ${availableCounters(target).join(", ")}`];
  return { id: "no-such-counter", message: `${text}: ${reason}`, hints, lacks: "perf-hardware" };
}

function samplingOf(component: MatchedComponent | undefined): PerfSpec["sampling"] | undefined {
  const amount = component?.literal ?? DEFAULT_SAMPLE;
  if (typeof amount !== "bigint" || amount < 1n) return undefined;
  if (component?.name === "hz") return amount > MOST_HZ ? undefined : { frequencyHz: Number(amount) };
  return amount > MOST_CONFIG >> 1n ? undefined : { period: String(amount) };
}

function derive(match: Match, target: Target): Derivation {
  const component = (name: string): MatchedComponent | undefined => match.components.find((each) => each.name === name);
  const type = component("type")?.literal;
  const config = component("config")?.literal;
  if (typeof type !== "bigint" || type < 0n || type > MOST_TYPE) return failure("invalid-type", `invalid type ${String(type)}: it is a number of 32 bits`);
  if (typeof config !== "bigint") return failure("invalid-config", `${match.text}: config takes a number`);
  const named = component("counter");
  if (named !== undefined) {
    const without = match.text.replace(/\.counter\(.*$/, "");
    return failure("counter-not-read", `${match.text}: a counter is read by @perf in probes of a program's functions, of which there are none`, `count what fires: probe ${without}.sample(1)`);
  }
  const elsewhere = eventTypes.get(type)?.elsewhere;
  if (elsewhere !== undefined) return failure("not-sampled", `${match.text}: ${elsewhere.reason}`, elsewhere.hint);
  const sampling = samplingOf(component("sample") ?? component("hz"));
  if (sampling === undefined) return failure("invalid-sampling", `${match.text}: how often it fires is a number of at least 1`);
  const missing = missingCounter(type, match.text, target);
  if (missing !== undefined) return { kind: "errors", errors: [missing] };
  const process = component("process");
  const attach: PerfSpec = {
    kind: "perf-event",
    // Negative numbers are their 64 bits.
    counter: { type: Number(type), config: String(BigInt.asUintN(64, config)) },
    sampling,
    ...(process && { process: { program: typeof process.literal === "string" ? process.literal : undefined } }),
    has: availableCounters(target),
  };
  const site = { where: "kernel", program: { type: "PERF_EVENT" }, attach } as const;
  const registers = registersInContext({ of: "interrupted", at: "anywhere" });
  return { kind: "probes", probes: [{ point: match.text, site, scope: scopeOf(), registers, needs }] };
}

/** `perf.type(N).config(M)[.sample(X)|.hz(X)][.process["PATH"]]`. */
export const perfFamily: ProbeFamily = {
  name: "perf",
  patterns,
  derive,
  loadAttach: () => import("./attach.js"),
};
