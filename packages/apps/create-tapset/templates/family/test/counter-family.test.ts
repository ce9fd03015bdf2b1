import { defaultTarget, derivePoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { counterFamily } from "../src/counter-family.js";

/** What a written point comes to; no machine is needed for it. */
function derived(point: string) {
  const outcome = derivePoint(counterFamily, point, defaultTarget());
  if (outcome.kind !== "probes") throw new Error(`no probes: ${JSON.stringify(outcome)}`);
  return outcome.probes;
}

describe("PREFIX.COUNTER(N)", () => {
  it("fires in the kernel, after N counts", () => {
    expect(derived("PREFIX.page_faults(100)").map(({ point, site }) => ({ point, site }))).toEqual([
      {
        point: "PREFIX.page_faults(100)",
        site: {
          where: "kernel",
          program: { type: "PERF_EVENT" },
          attach: { kind: "perf-event", counter: "page_faults", sampling: { period: 100 } },
        },
      },
    ]);
  });

  it("stands for every counter where it's a wildcard", () => {
    expect(derived("PREFIX.*(5)").map(({ point }) => point)).toEqual(["PREFIX.page_faults(5)", "PREFIX.context_switches(5)", "PREFIX.cpu_migrations(5)"]);
  });

  it("tells an address where the kernel does", () => {
    const values = (point: string) => derived(point)[0]?.scope.list().map(({ name }) => name);
    expect(values("PREFIX.page_faults(1)")).toEqual(["name", "interval", "address"]);
    expect(values("PREFIX.cpu_migrations(1)")).toEqual(["name", "interval"]);
  });

  it("takes no interval of 0", () => {
    expect(derivePoint(counterFamily, "PREFIX.page_faults(0)", defaultTarget())).toMatchObject({ kind: "errors", errors: [{ id: "invalid-interval" }] });
  });
});
