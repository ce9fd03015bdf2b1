import type { Btf } from "@tapset/btf";
import { closest, didYouMean, globMatcher, isPattern, lazyScope, perfTracepointCallers, rawTracepointCallers, tracepointCallers } from "@tapset/core";
import type { Derivation, DerivedProbe, DeriveError, KernelSite, Match, Pattern, ProbeFamily, Target } from "@tapset/core";
import type { TraceSpec } from "./attach.js";
import { taskOfTracepoint } from "./interrupts.js";
import { traceCatalogue, traceEntriesNamed, type TraceEntry } from "./trace-catalogue.js";
import { argumentScope, isReadableTyped, recordScope } from "./tracepoint-scope.js";

const patterns = ["trace", "tracepoint"].map((name): Pattern => ({
  components: [{ name: "kernel" }, { name, literal: "string" }],
  doc: 'when the kernel passes the tracepoint "[SUBSYSTEM:]NAME"; both may hold wildcards',
  variables: [
    { name: "$PARAMETER", type: "long", doc: "a parameter of the tracepoint, by the name its author gave it" },
    { name: "$$name", type: "string", doc: "the tracepoint's name" },
    { name: "$$vars", type: "string", doc: "every parameter as name=0x…" },
    { name: "$$parms", type: "string", doc: "every parameter as name=0x…" },
  ],
  ways: [["tp-btf", "raw-tracepoint"], ["perf-tracepoint"]],
}));

/** How many names a hint lists. */
const MOST_SUGGESTED = 5;

/** `subsystem:name`, as scripts write it. */
function entryName({ subsystem, name }: TraceEntry): string {
  return subsystem === undefined ? name : `${subsystem}:${name}`;
}

/** Where a trace entry fires: typed if BTF knows it, else by the fields of its perf record. */
function deriveEntry(entry: TraceEntry, target: Target): DerivedProbe | undefined {
  const { subsystem, name } = entry;
  const point = `kernel.trace("${entryName(entry)}")`;
  const { btf } = target;
  if (entry.typed && btf) return isReadableTyped(btf, name, target.version) ? typedProbe(point, name, btf) : rawProbe(point, name, btf);
  const event = subsystem === undefined ? undefined : target.traceEvent(subsystem, name);
  if (!event) return undefined;
  const attach: TraceSpec = { kind: "perf-tracepoint", tracepoint: `${event.subsystem}:${name}`, id: event.id };
  return {
    point,
    site: { where: "kernel", program: { type: "TRACEPOINT", calledBy: perfTracepointCallers(name) }, attach, ...taskOfTracepoint(name) },
    scope: recordScope(event, btf),
    needs: ["perf-tracepoint"],
  };
}

function typedProbe(point: string, name: string, btf: Btf): DerivedProbe {
  const attach: TraceSpec = { kind: "tp-btf", tracepoint: name };
  return {
    point,
    site: {
      where: "kernel",
      program: { type: "TRACING", expectedAttachType: "TRACE_RAW_TP", attachBtfName: `btf_trace_${name}`, calledBy: tracepointCallers(name) },
      attach,
      contextFree: rawAttachment(name, rawTracepointCallers),
      ...taskOfTracepoint(name),
    },
    scope: lazyScope(() => argumentScope(btf, name, "tp-btf")),
    needs: ["tp-btf"],
  };
}

/** For tracepoints with a parameter that typed programs may not read. */
function rawProbe(point: string, name: string, btf: Btf): DerivedProbe {
  return {
    point,
    // What reads neither arguments nor the stack is the same at every tracepoint.
    site: { where: "kernel", ...rawAttachment(name, tracepointCallers(name)), contextFree: rawAttachment(name, rawTracepointCallers), ...taskOfTracepoint(name) },
    scope: lazyScope(() => argumentScope(btf, name, "raw-tracepoint")),
    needs: ["raw-tracepoint"],
  };
}

function rawAttachment(tracepoint: string, calledBy: readonly string[]): NonNullable<KernelSite["contextFree"]> {
  const attach: TraceSpec = { kind: "raw-tracepoint", tracepoint };
  return { program: { type: "RAW_TRACEPOINT", calledBy }, attach };
}

function noMatch(text: string, target: Target): DeriveError {
  if (!target.btf && target.traceEvents() === undefined) {
    return {
      id: "no-trace-events",
      message: "this kernel shows neither its types (/sys/kernel/btf/vmlinux) nor its trace events (tracefs)",
      hints: ["run as root, on a kernel built with CONFIG_DEBUG_INFO_BTF"],
      lacks: "tp-btf",
    };
  }
  const hints = isPattern(text) ? [] : didYouMean(similarEntries(text, target));
  return {
    id: "no-such-tracepoint",
    message: `no tracepoint matches "${text}"`,
    hints: hints.length > 0 ? hints : ["list what there is with: tapset -l 'kernel.trace(\"*\")'"],
  };
}

/** Which tracepoints are a subsystem's only tracefs tells; without it a wildcard would mean those of all subsystems. */
function unseenSubsystem(text: string): DeriveError {
  return {
    id: "unseen-subsystem",
    message: `"${text}" can't be matched: which trace events a subsystem has is told by tracefs, which can't be read here`,
    hints: ["run as root, or name the trace event without wildcards"],
    lacks: "perf-tracepoint",
  };
}

/** The subsystem a script names, if it names one. */
function writtenSubsystem(text: string): string | undefined {
  return isPattern(text) ? undefined : text;
}

/** Entries with a name like the one that was meant: mistyped, in another subsystem, or part of it. */
function similarEntries(text: string, target: Target): readonly string[] {
  const wanted = text.slice(text.indexOf(":") + 1);
  const entries = traceCatalogue(target);
  const near = new Set(closest(wanted, entries.map(({ name }) => name)));
  const similar = entries.filter(({ name }) => near.has(name) || (wanted.length > 3 && name.includes(wanted)));
  // What is nearest comes first, however many names hold the word.
  similar.sort((left, right) => Number(near.has(right.name)) - Number(near.has(left.name)));
  return similar.slice(0, MOST_SUGGESTED).map(entryName);
}

function derive(match: Match, target: Target): Derivation {
  const literal = match.components[1]?.literal;
  const text = typeof literal === "string" ? literal : "";
  const colon = text.indexOf(":");
  const matchesSubsystem = colon < 0 ? () => true : globMatcher(text.slice(0, colon));
  const nameText = text.slice(colon + 1);
  const matchesName = globMatcher(nameText);
  const seesSubsystems = colon < 0 || target.traceEvents() !== undefined;
  if (!seesSubsystems && isPattern(nameText) && target.btf) return { kind: "errors", errors: [unseenSubsystem(text)] };
  // The catalogue takes all names out of the kernel's types: a name without wildcards can do without.
  const entries = isPattern(nameText) ? traceCatalogue(target) : traceEntriesNamed(target, nameText);
  const probes = entries
    .filter(({ name }) => matchesName(name))
    // Where subsystems can't be seen, a name alone decides; where they can, "x:y" means the event y of x.
    .filter(({ subsystem }) => colon < 0 || (subsystem === undefined ? !seesSubsystems : matchesSubsystem(subsystem)))
    // Then the script's word is kept for it, so that pp() is the same everywhere.
    .map((entry): TraceEntry => (entry.subsystem !== undefined || colon < 0 ? entry : { ...entry, subsystem: writtenSubsystem(text.slice(0, colon)) }))
    .flatMap((entry) => deriveEntry(entry, target) ?? []);
  if (probes.length === 0) return { kind: "errors", errors: [noMatch(text, target)] };
  return { kind: "probes", probes };
}

/** `kernel.trace("[SUBSYSTEM:]NAME")`, or `kernel.tracepoint`. */
export const traceFamily: ProbeFamily = {
  name: "kernel.trace",
  patterns,
  derive,
  loadAttach: () => import("./attach.js"),
};
