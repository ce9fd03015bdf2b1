import context from "@tapset/context";
import lifecycle from "@tapset/lifecycle";
import { tracepoints } from "@tapset/btf";
import { createKernel } from "@tapset/sys";
import { liveTarget } from "@tapset/target";
import { madeTapset, nativeSession, needs } from "@tapset/testkit";
import { expect } from "vitest";
import kernel from "../src/index.js";

const tapsets = Object.entries({ context, kernel, lifecycle }).map(([name, module]) => madeTapset({ name, module }));

needs("tp-btf", "ring-buffer", "read-kernel").it("tracepoints can all be probed at once, each of a command's events counted, and leave nothing behind", async () => {
  const { links } = createKernel();
  const target = liveTarget(createKernel());
  // Each system call's own events take a perf event that's slow to close; how many that are says nothing new.
  const names = [...new Set(target.traceEvents()?.filter(([subsystem, name]) => subsystem !== "syscalls" && tracepoints(target.btf!).includes(name)).map(([subsystem]) => subsystem))];
  target.close();
  const before = links.ids();
  const script = `
    global all, execs, exits
    probe ${names.map((name) => `kernel.trace("${name}:*")`).join(", ")} { if (pid() == target()) all++ }
    probe kernel.trace("sched:sched_process_exec") { if (pid() == target()) execs++ }
    probe kernel.trace("sched:sched_process_exit") { if (pid() == target()) exits++ }
    probe end { printf("%d %d %d\\n", all > 500, execs, exits) }`;
  const { output, module, summary } = await nativeSession(script, { tapsets, command: "exec ls -lR /usr/share/doc > /dev/null", timeoutMs: 100_000 });
  expect(module.programs.reduce((sum, { attach }) => sum + attach.length, 0)).toBeGreaterThan(1000);
  // The shell's own start, and that of what it becomes.
  expect([output, summary.reason]).toEqual(["1 2 1\n", "target"]);
  expect(links.ids().filter((id) => !before.includes(id))).toEqual([]);
}, 120_000);
