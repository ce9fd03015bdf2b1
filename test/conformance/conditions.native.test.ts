import { spawnSync } from "node:child_process";
import { nativeSession, needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { tapsets } from "./row-script.js";

/** Processes that end one after the other, by the names they end with. */
const ending = (...names: readonly string[]) => (): void => {
  for (const name of names) expect(spawnSync("/bin/sh", ["-c", `printf ${name} > /proc/$$/comm; exit 0`]).status).toBe(0);
};

needs("raw-tracepoint", "tp-btf", "ring-buffer").describe("conditions of probe points", () => {
  it("are looked at again when their globals change, on all levels of aliases", async () => {
    const script = `
      global inner, outer, count
      probe ended = kernel.trace("sched_process_exit") if (inner) { name = execname() }
      probe kernel.trace("sched_process_exit") { if (execname() == "inner_") inner = !inner; if (execname() == "outer_") outer = !outer }
      probe ended if (outer) { if (name == "counted") count++ }
      probe end { println(count) }`;
    const workload = ending("counted", "inner_", "counted", "outer_", "counted", "counted", "inner_", "counted", "outer_", "counted", "inner_", "counted");
    expect((await nativeSession(script, { tapsets, workload })).output).toBe("2\n");
  });

  it("that are false leave nothing of the handler to run: neither its errors nor its output, nor what it costs", async () => {
    const script = `
      global on, runs
      probe kernel.trace("sched_process_exit") if (on) { if (execname() == "counted") { runs++; println(1 / (on - 1)) } }
      probe end { println("runs ", runs) }
      probe error { println("error") }`;
    const { output, messages } = await nativeSession(script, { tapsets, workload: ending("counted", "counted") });
    expect([output, messages]).toEqual(["runs 0\n", ""]);
  });

  it("that come to be true have the handler run from then on", async () => {
    const script = `
      global on
      probe kernel.trace("sched_process_exit") { if (execname() == "switch") on++ }
      probe kernel.trace("sched_process_exit") if (on >= 2) { if (execname() == "counted") print(on, " ") }`;
    const workload = ending("counted", "switch", "counted", "switch", "counted", "counted", "switch", "counted");
    expect((await nativeSession(script, { tapsets, workload })).output).toBe("2 2 3 ");
  });
});
