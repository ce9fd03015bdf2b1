import context from "@tapset/context";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { expect } from "vitest";
import kernel from "../src/index.js";

const marks = needs("tp-btf", "perf-tracepoint", "ring-buffer");
const tapsets = Object.entries({ context, kernel, lifecycle }).map(([name, module]) => madeTapset({ name, module }));

/** Lines of a session whose command starts two processes. */
async function linesOf(script: string): Promise<readonly string[]> {
  const { output, messages } = await nativeSession(script, { tapsets, command: "/bin/true; /bin/true; :" });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}

marks.describe("kernel.mark", () => {
  marks.it("fires at the trace event of its name, with numbered parameters", async () => {
    const script = `
      probe kernel.mark("sched_process_fork") {
        if (pid() == target()) printf("%s %d %s %s\\n", $name, $arg1 == task_current(), isinstr($format, "child_comm=%s") ? "ok" : $format, pp())
      }`;
    const line = 'sched_process_fork 1 ok kernel.mark("sched_process_fork")';
    expect(await linesOf(script)).toEqual([line, line]);
  });

  marks.it("is told apart by its format", async () => {
    const script = `
      probe kernel.mark("sched_process_fork").format("comm=%s pid=%d child_comm=%s*") { if (pid() == target()) println("this") }
      probe kernel.mark("sched_process_fork").format("nothing like it")? { println("that") }`;
    expect(await linesOf(script)).toEqual(["this", "this"]);
  });

  marks.it("and kernel.tracepoint is kernel.trace", async () => {
    expect(await linesOf('probe kernel.tracepoint("sched_process_fork") { if (pid() == target()) println($$name) }')).toEqual(["sched_process_fork", "sched_process_fork"]);
  });
});
