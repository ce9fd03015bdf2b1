import type { ContextVariable, Derivation, DerivedProbe, Match, Pattern, ProbeFamily, Scope, Segment, Target, TraceEvent } from "@tapset/core";
import { globMatcher, lazyScope, scopeOf } from "@tapset/core";
import { traceFamily } from "./trace-family.js";

const variables: Pattern["variables"] = [
  { name: "$argN", type: "long", doc: "the N-th parameter, from 1" },
  { name: "$name", type: "string", doc: "the mark's name" },
  { name: "$format", type: "string", doc: "how the trace event prints its record" },
  { name: "$$vars", type: "string", doc: "every parameter as argN=0x…" },
  { name: "$$parms", type: "string", doc: "every parameter as argN=0x…" },
];
const mark = [{ name: "kernel" }, { name: "mark", literal: "string" }] as const;
const ways: Pattern["ways"] = [["tp-btf", "raw-tracepoint"], ["perf-tracepoint"]];

const patterns: readonly Pattern[] = [
  { components: mark, doc: "at the trace event that has taken the place of the marker NAME; it may hold wildcards", variables, ways },
  {
    components: [...mark, { name: "format", literal: "string" }],
    doc: "at the trace events of that name which print their record in that format; both may hold wildcards",
    variables,
    ways,
  },
];

/** The format in a trace event's print format, which goes on with what it prints. */
function formatOf({ printFormat }: TraceEvent): string {
  const quoted = /^\s*"((?:[^"\\]|\\.)*)"/s.exec(printFormat)?.[1] ?? "";
  return quoted.replace(/\\(.)/gs, "$1");
}

function derive(match: Match, target: Target): Derivation {
  const [kernel, marker, format] = match.components;
  if (kernel === undefined || marker === undefined) return { kind: "probes", probes: [] };
  const trace = traceFamily.derive({ ...match, components: [kernel, { ...marker, name: "trace" }] }, target);
  if (trace.kind !== "probes") return trace;
  const wanted = typeof format?.literal === "string" ? format.literal : undefined;
  const matches = globMatcher(wanted ?? "*");
  const probes = trace.probes.flatMap((probe) => markProbe(probe, target, (text) => wanted === undefined || matches(text), wanted) ?? []);
  if (probes.length > 0) return { kind: "probes", probes };
  return {
    kind: "errors",
    errors: [{ id: "no-such-format", message: `no trace event of that name prints its record as "${wanted ?? ""}"`, hints: ["leave .format out, and see $format"] }],
  };
}

const POINT = /^kernel\.trace\("(?:([^":]*):)?([^"]*)"\)$/;

function markProbe(probe: DerivedProbe, target: Target, matches: (format: string) => boolean, wanted: string | undefined): DerivedProbe | undefined {
  const [, subsystem = "", name = ""] = POINT.exec(probe.point) ?? [];
  const event = target.traceEvent(subsystem, name);
  const format = event === undefined ? "" : formatOf(event);
  if (!matches(format)) return undefined;
  const suffix = wanted === undefined ? "" : `.format(${JSON.stringify(wanted)})`;
  return { ...probe, point: `kernel.mark("${name}")${suffix}`, scope: markScope(probe.scope, name, format) };
}

/** The trace event's parameters by their places. */
function markScope(parameters: Scope, name: string, format: string): Scope {
  return lazyScope(() => {
    const numbered = parameters.list().filter((each) => /^\$[^$]/.test(each.name)).map((each, index): ContextVariable => ({ ...each, name: `$arg${index + 1}` }));
    const listing: ContextVariable["load"] = (builder) =>
      builder.format(
        ...numbered.flatMap((each, index): (Segment | string)[] => [`${index === 0 ? "" : " "}${each.name.slice(1)}=`, builder.value("x", each.load(builder), true)]),
      );
    return scopeOf([
      ...numbered,
      { name: "$name", type: "string", doc: "the mark's name", load: (builder) => builder.text(name) },
      { name: "$format", type: "string", doc: "how the trace event prints its record", load: (builder) => builder.text(format.slice(0, builder.maxString)) },
      { name: "$$vars", type: "string", doc: "every parameter as argN=0x…", lists: numbered, load: listing },
      { name: "$$parms", type: "string", doc: "every parameter as argN=0x…", lists: numbered, load: listing },
    ]);
  });
}

/** `kernel.mark("NAME")`: the markers of old kernels, which trace events have replaced. */
export const markFamily: ProbeFamily = {
  name: "kernel.mark",
  patterns,
  derive,
  loadAttach: () => import("./attach.js"),
};
