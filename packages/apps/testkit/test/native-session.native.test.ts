import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { nativeSession, needs, ScriptRefusedError } from "../src/index.js";
import { tapsets } from "./tapsets.js";

const need = needs("raw-tracepoint", "tp-btf");

need.describe("nativeSession", () => {
  it("runs a script while a command runs, and ends with it", async () => {
    const { output, messages, summary } = await nativeSession(
      'global n probe kernel.trace("sched_process_exit") { if (pid() == target()) n++ } probe end { println(n) }',
      { tapsets, command: "/bin/true" },
    );
    expect([output, messages]).toEqual(["1\n", ""]);
    expect(summary).toMatchObject({ reason: "target", command: { status: 0 } });
  });

  it("runs a script while something happens in this process", async () => {
    const { output, summary } = await nativeSession('probe kernel.trace("sched_process_exec") { if (execname() == "true") { println(execname()); exit() } }', {
      tapsets,
      workload: () => void spawnSync("true"),
    });
    expect(output).toBe("true\n");
    expect(["exit", "interrupt"]).toContain(summary.reason);
  });

  it("hands on what goes wrong in the workload", async () => {
    const workload = () => Promise.reject(new Error("the workload broke"));
    await expect(nativeSession("probe begin { }", { tapsets, workload })).rejects.toThrow("the workload broke");
  });

  it("ends what nothing else ends", async () => {
    expect((await nativeSession("probe end { println(1) }", { tapsets, timeoutMs: 10 })).summary.reason).toBe("timeout");
  });

  it("refuses a script with errors", async () => {
    await expect(nativeSession("probe nosuch { }", { tapsets })).rejects.toThrow(ScriptRefusedError);
  });
});
