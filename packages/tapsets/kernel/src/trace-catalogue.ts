import { tracepoints, tracepointTypeId } from "@tapset/btf";
import type { Target } from "@tapset/core";

/** Something `kernel.trace` can name: a tracepoint with BTF, a trace event, or (nearly always) both. */
export interface TraceEntry {
  /** Undefined where tracefs can't be read, and for tracepoints without a trace event. */
  readonly subsystem: string | undefined;
  readonly name: string;
  /** Whether BTF describes its arguments. If not, it's reached as a perf tracepoint by its record's fields. */
  readonly typed: boolean;
}

/** What a target has of one name. */
export function traceEntriesNamed(target: Target, wanted: string): readonly TraceEntry[] {
  const typed = target.btf !== undefined && tracepointTypeId(target.btf, wanted) !== undefined;
  const events = (target.traceEvents() ?? []).filter((event) => event[1] === wanted);
  const entries = events.map(([subsystem, name]): TraceEntry => ({ subsystem, name, typed }));
  return entries.length > 0 || !typed ? entries : [{ subsystem: undefined, name: wanted, typed }];
}

const catalogues = new WeakMap<Target, readonly TraceEntry[]>();

/** Every trace event and tracepoint of a target, trace events in tracefs's order first. */
export function traceCatalogue(target: Target): readonly TraceEntry[] {
  const known = catalogues.get(target);
  if (known) return known;
  const typed = new Set(target.btf ? tracepoints(target.btf) : []);
  const entries: TraceEntry[] = [];
  for (const [subsystem, name] of target.traceEvents() ?? []) {
    entries.push({ subsystem, name, typed: typed.delete(name) });
  }
  for (const name of typed) entries.push({ subsystem: undefined, name, typed: true });
  catalogues.set(target, entries);
  return entries;
}
