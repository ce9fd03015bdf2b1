import { type ContextVariable, type Scope, scopeOf } from "@tapset/core";
import type { Counter } from "./counters.js";

/** Where `addr` lies in `struct bpf_perf_event_data`: after the registers (21 words on x86-64) and the sample period. */
const ADDRESS_OFFSET = 176;

/** The values a handler can read by name. Each says how the compiler is to load it, in a program of the family's type. */
export function counterValues({ name, hasAddress }: Counter, interval: bigint): readonly ContextVariable[] {
  const values: ContextVariable[] = [
    { name: "name", type: "string", doc: "what is counted, as in the probe point", load: (builder) => builder.text(name) },
    { name: "interval", type: "long", doc: "how many were counted", load: (builder) => builder.constant(interval) },
  ];
  if (hasAddress) {
    values.push({ name: "address", type: "long", doc: "where the last one happened", load: (builder) => builder.context(ADDRESS_OFFSET, 8) });
  }
  return values;
}

/** What the handler of one probe can name. */
export function counterScope(counter: Counter, interval: bigint): Scope {
  return scopeOf(counterValues(counter, interval));
}
