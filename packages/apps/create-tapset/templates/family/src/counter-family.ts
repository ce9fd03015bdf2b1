import type { Derivation, Match, Pattern, ProbeFamily } from "@tapset/core";
import type { CounterSpec } from "./attach.js";
import { counterScope, counterValues } from "./counter-scope.js";
import { counters } from "./counters.js";

/** The forms of probe point there are; matching, `tapset -l`, `tapset.json` and "did you mean" come from them. */
const patterns: readonly Pattern[] = counters.map((counter) => ({
  components: [{ name: "PREFIX" }, { name: counter.name, literal: "number" }],
  doc: `when a CPU has counted N ${counter.counts}`,
  variables: counterValues(counter, 0n).map(({ name, type, doc }) => ({ name, type, doc })),
  // For the manifest, by which `tapset doctor` tells what works here.
  needs: ["perf-software"],
}));

/** The longest interval a probe may ask for. */
const MOST = 1_000_000_000n;

/** What a written point stands for: pure, so it is the same on every machine and can be tested without one. */
function derive(match: Match): Derivation {
  const component = match.components[1];
  const counter = counters.find(({ name }) => name === component?.name);
  const interval = component?.literal;
  if (counter === undefined || typeof interval !== "bigint" || interval < 1n || interval > MOST) {
    const error = {
      id: "invalid-interval",
      message: `invalid interval ${String(interval)}: it is from 1 to ${String(MOST)}`,
      hints: [`write PREFIX.${component?.name ?? "page_faults"}(100) for every hundredth`],
    };
    return { kind: "errors", errors: [error] };
  }
  const attach: CounterSpec = { kind: "perf-event", counter: counter.name, sampling: { period: Number(interval) } };
  const probe = {
    point: match.text,
    // The handler is compiled to a BPF program of this type, and attach.ts attaches it.
    site: { where: "kernel", program: { type: "PERF_EVENT" }, attach },
    scope: counterScope(counter, interval),
    // Where the kernel or the user's privilege lacks one of these, the probe is refused and the user told why.
    needs: ["perf-software"],
  } as const;
  return { kind: "probes", probes: [probe] };
}

/** `PREFIX.COUNTER(N)`: fires on every CPU, each time it has counted N. */
export const counterFamily: ProbeFamily = {
  name: "PREFIX",
  patterns,
  derive,
  // Loaded when a script uses the family, and not to check or list it.
  loadAttach: () => import("./attach.js"),
};
