import { closest, didYouMean } from "@tapset/core";
import type { Derivation, Match, Pattern, ProbeFamily } from "@tapset/core";

/** Events by the names that perfmon probes have for them, each with the number among those of type 0 (`PERF_COUNT_HW_*`). */
const events: ReadonlyMap<string, number> = new Map([
  ["cycles", 0],
  ["instructions", 1],
  ["cache-references", 2],
  ["cache-misses", 3],
  ["branch-instructions", 4],
  ["branch-misses", 5],
  ["bus-cycles", 6],
]);

const patterns: readonly Pattern[] = [
  {
    components: [{ name: "perfmon" }, { name: "counter", literal: "string" }],
    doc: `every 1000000 counts of an event of the CPU: ${[...events.keys()].join(", ")}; the old spelling of perf.hw.*`,
    needs: ["perf-hardware"],
  },
];

function derive({ components }: Match): Derivation {
  const name = String(components[1]?.literal);
  const number = events.get(name);
  if (number !== undefined) return { kind: "points", points: `perf.type(0).config(${number})` };
  const near = didYouMean(closest(name, events.keys()));
  const hints = near.length > 0 ? near : [`write one of ${[...events.keys()].join(", ")}`];
  return { kind: "errors", errors: [{ id: "unknown-event", message: `no event of the CPU is called "${name}"`, hints }] };
}

/** `perfmon.counter("EVENT")`, which `perf` has taken the place of. */
export const perfmonFamily: ProbeFamily = { name: "perfmon", patterns, derive };
