import { readFileSync } from "node:fs";
import context from "@tapset/context";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { expect } from "vitest";
import kernel from "../src/index.js";

const tapsets = Object.entries({ context, kernel, lifecycle }).map(([name, module]) => madeTapset({ name, module }));
const EXEC = 'kernel.trace("sched:sched_process_exec")';
const reading = needs("tp-btf", "ring-buffer", "read-kernel");

/** What a handler prints for a command's own start. */
async function printed(body: string, library = ""): Promise<string> {
  const { output, messages } = await nativeSession(`${library} probe ${EXEC} { if (pid() == target() && execname() == "true") { ${body} } }`, { tapsets, command: "exec /bin/true" });
  expect(messages).toBe("");
  return output;
}

reading.it("per-CPU variables are those of the CPU the handler runs on, by what the kernel's types say of them", async () => {
  const checks = [
    '@var("runqueues")->cpu == cpu()',
    '@var("runqueues")->curr == task_current()',
    '@var("runqueues@kernel/sched/core.c")->curr->pid == pid()',
    'kernel_int(&@var("runqueues")->cpu) == cpu()',
    '@cast(&@var("runqueues"), "rq")->cpu == cpu()',
    "of_function() == cpu()",
    '@var("runqueues", "kernel")->cpu == cpu()',
    '@defined(@var("runqueues")->cpu) && !@defined(@var("runqueues")->no_such) && !@defined(@var("no_such_variable"))',
  ];
  const library = 'function of_function() { return @var("runqueues")->cpu }';
  expect(await printed(`${checks.map((check) => `printf("%d", ${check});`).join(" ")}`, library)).toBe("1".repeat(checks.length));
});

reading.it("other variables are where their symbols are", async () => {
  const address = / ?([0-9a-f]+) [dD] init_task$/m.exec(readFileSync("/proc/kallsyms", "latin1"))?.[1];
  const known = `printf("%d %s", @cast(&@var("init_task"), "task_struct")->pid, kernel_string(@cast(&@var("init_task"), "task_struct")->comm))`;
  const output = await printed(`if (@defined(&@var("init_task"))) { ${address === undefined ? "" : known} } else print("none")`);
  // Which symbols of variables a kernel shows is its configuration's.
  expect(output).toBe(address === undefined ? "none" : "0 swapper/0");
});
