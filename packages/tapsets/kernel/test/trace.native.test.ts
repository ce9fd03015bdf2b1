import context from "@tapset/context";
import lifecycle from "@tapset/lifecycle";
import timer from "@tapset/timer";
import { createKernel } from "@tapset/sys";
import { liveTarget } from "@tapset/target";
import { madeTapset, needs, nativeSession, type NativeOptions, type NativeRun } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import kernel from "../src/index.js";

const typed = needs("tp-btf", "ring-buffer", "read-kernel");
const records = needs("perf-tracepoint", "ring-buffer", "read-user");

const tapsets = Object.entries({ context, kernel, lifecycle, timer }).map(([name, module]) => madeTapset({ name, module }));

function run(script: string, options: NativeOptions = {}): Promise<NativeRun> {
  return nativeSession(script, { ...options, tapsets });
}

/** Lines printed by a session whose command runs while the probes are armed. */
async function linesOf(script: string, command: string): Promise<readonly string[]> {
  const { output, messages } = await run(script, { command });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}

typed.describe("tracepoints that BTF describes", () => {
  it("fire once for each event, with their parameters and members", async () => {
    const script = `
      probe kernel.trace("sched:sched_process_exec") {
        if (pid() == target() || ppid() == target()) printf("%s %d\\n", kernel_string($bprm->filename), $p->tgid == pid())
      }`;
    const lines = await linesOf(script, "/bin/true; /bin/true; /bin/true; :");
    expect(lines.filter((line) => line === "/bin/true 1")).toHaveLength(3);
    expect(lines).toHaveLength(4);
  });

  it("are told apart by $$name and pp() under a wildcard", async () => {
    const script = `
      global seen
      probe kernel.trace("sched:sched_process_*") { if (pid() == target()) seen[$$name, pp()]++ }
      probe end { foreach ([name+, point] in seen) printf("%s %s\\n", name, point) }`;
    const lines = await linesOf(script, "/bin/true");
    expect(lines).toContain('sched_process_exec kernel.trace("sched:sched_process_exec")');
    expect(lines).toContain('sched_process_exit kernel.trace("sched:sched_process_exit")');
  });

  it("can all be read by the verifier's leave, functions passed to them too", async () => {
    const target = liveTarget(createKernel());
    const known = new Set(target.traceEvents()?.map(([subsystem]) => subsystem));
    target.close();
    // csd since Linux 6.4.
    for (const subsystem of ["sched", "workqueue", "csd", "skb", "signal"].filter((name) => known.has(name) || name !== "csd")) {
      const { summary, messages } = await run(`probe begin { exit() } probe kernel.trace("${subsystem}:*") { println($$vars) }`);
      expect([subsystem, summary.reason, messages]).toEqual([subsystem, "exit", ""]);
    }
  });

  it("have numbers that unions put in the place of pointers, whole and in part", async () => {
    const script = `
      global sums
      probe kernel.trace("kmem:mm_page_free") {
        head = $page->compound_head
        sums[(head & 1) <= 1, ($page->compound_head | 1) & 1, ($page->_mapcount->counter & 1) <= 1, ($page->_refcount->counter & 1) <= 1]++
      }
      probe end { foreach ([a, b, c, d] in sums) println(a, b, c, d) }`;
    expect(await linesOf(script, "/bin/true")).toEqual(["1111"]);
  });

  it("share one attachment of the cheapest kind with those that types can't describe", async () => {
    const script = 'probe begin { exit() } global n probe kernel.trace("initcall:*") { n++ } probe end { println(n) }';
    const { module, summary, messages } = await run(script);
    expect([summary.reason, messages]).toEqual(["exit", ""]);
    expect(module.programs.map(({ kind, attach }) => [kind.type, attach.map((spec) => spec.kind)])).toEqual([["RAW_TRACEPOINT", Array(3).fill("raw-tracepoint")]]);
  });

  it("cost a raw attachment where nothing is read", async () => {
    const { module, output } = await run('global n probe kernel.trace("sched:sched_switch") { n++ } probe timer.ms(50) { exit() } probe end { println(n > 0) }');
    expect(output).toBe("1\n");
    expect(module.programs.filter(({ family }) => family === "kernel.trace").map(({ kind }) => kind.type)).toEqual(["RAW_TRACEPOINT"]);
  });
});

records.describe("trace events by their records", () => {
  it("have their fields' values, with the width and sign of their types", async () => {
    const script = `
      probe kernel.trace("syscalls:sys_enter_openat") {
        if (pid() == target()) printf("%d %s %d\\n", $dfd, user_string2($filename, "?"), $mode)
      }`;
    const { output, messages } = await run(script, { command: "head -c0 /etc/hostname" });
    expect(output.split("\n")).toContain("-100 /etc/hostname 0");
    // The loader's own names lie in pages that nothing has touched yet: reading them fails, and that is said.
    expect(messages).toMatch(/^(WARNING: \d+ reads? of memory failed in probe kernel\.trace\("syscalls:sys_enter_openat"\)\n)?$/);
  });
});
