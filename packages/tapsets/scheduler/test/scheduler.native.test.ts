import { needs, toldSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { program, schedulerTapsets as tapsets } from "./scheduler-tapsets.js";

const traced = needs("tp-btf", "ring-buffer", "perl");
/** Functions such as task_tid() read what no type leads to. */
const tellingTasks = needs("read-kernel");

/** What a script sees of the program that makes the scheduler work, and who its children are. */
async function turns(script: string) {
  const { told, seen, messages } = await toldSession(script, program("turns"), { tapsets });
  expect(messages).toBe("");
  const [moved, first, second] = told;
  expect(moved).toBe("moved 0 1");
  const [, child = ""] = /^child (\d+) code 768$/.exec(first!) ?? [];
  const [, stopped = ""] = /^traced (\d+)$/.exec(second!) ?? [];
  expect([child, stopped]).not.toContain("");
  const of = (beginning: string) => seen.filter((line) => line.startsWith(beginning));
  return { seen, of, child, stopped };
}

traced.describe("the scheduler", () => {
  tellingTasks.it("turns from one thread to another", async () => {
    const script = `
      probe scheduler.ctxswitch {
        if (prev_pid != target() && task_pid(task_parent($prev)) != target()) next
        printf("%s %d %d %s %d %d %d\\n", name, prev_pid, prev_tid, prev_task_name, prev_priority, prevtsk_state, prev_tid == tid())
      }
      probe scheduler.ctxswitch {
        if (task_pid(task_parent($next)) == target()) printf("to %d %d %s %d %d\\n", next_pid, next_tid, next_task_name, next_priority, nexttsk_state)
      }`;
    const { of, child } = await turns(script);
    // It sleeps at nice 17.
    expect(of(`ctxswitch ${child} ${child} perl 137 1 1`).length).toBeGreaterThan(2);
    expect(of(`to ${child} ${child} perl 137 0`).length).toBeGreaterThan(2);
  });

  tellingTasks.it("takes processors from threads", async () => {
    const script = `
      probe scheduler.cpu_off { if (ppid() == target()) printf("%s %d %d %d\\n", name, idle, task_tid(task_prev), tid() == task_tid(task_prev) && tid() != task_tid(task_next)) }
      probe scheduler.cpu_off { if (idle) idled <<< tid() + task_tid(task_prev) }
      global idled
      probe end { printf("idle %d\\n", @count(idled) ? @sum(idled) : 0) }`;
    const { of, child } = await turns(script);
    expect(of(`cpu_off 0 ${child} 1`).length).toBeGreaterThan(2);
    expect(of("idle")).toEqual(["idle 0"]);
  });

  tellingTasks.it("gives threads processors", async () => {
    const script = `
      probe scheduler.cpu_on { if (ppid() == target()) printf("%s %d %d %d\\n", name, idle, tid(), task_prev != 0 && task_tid(task_prev) != tid()) }
      probe scheduler.cpu_on { if (idle) idled <<< tid() }
      global idled
      probe end { printf("idle %d\\n", @count(idled) ? @sum(idled) : 0) }`;
    const { of, child } = await turns(script);
    expect(of(`cpu_on 0 ${child} 1`).length).toBeGreaterThan(2);
    expect(of("idle")).toEqual(["idle 0"]);
  });

  tellingTasks.it("moves threads from one processor to another", async () => {
    const script = 'probe scheduler.migrate { if (pid == target()) printf("%s %d %d %d %d\\n", name, task_tid(task) == target(), priority, cpu_from, cpu_to) }';
    const { seen } = await turns(script);
    expect(seen).toContain("migrate 1 135 0 1");
  });

  tellingTasks.it("wakes threads, new ones and others", async () => {
    const script = `
      probe scheduler.wakeup_new { if (pid() == target()) printf("%s %d %d %d %d %d\\n", name, task_pid, task_tid, task_priority, task_cpu >= 0, task_state) }
      probe scheduler.wakeup { if (task_pid(task_parent($p)) == target()) printf("%s %d %d %d %d %d\\n", name, task_pid, task_tid, task_priority, task_cpu >= 0, task_state) }`;
    const { of, child, stopped } = await turns(script);
    expect(of("wakeup_new")).toEqual([`wakeup_new ${child} ${child} 135 1 0`, `wakeup_new ${stopped} ${stopped} 135 1 0`]);
    expect(of(`wakeup ${child} ${child} 137 1 `).length).toBeGreaterThan(2);
  });

  it("sees signals, and who waits for whom", async () => {
    const script = `
      probe scheduler.signal_send { if (pid == target()) printf("%s %d\\n", name, signal_number) }
      probe scheduler.process_wait { if (pid() == target()) printf("%s %d\\n", name, pid) }
      probe scheduler.wait_task { if (pid() == target()) printf("%s %d %d\\n", name, task_pid, task_priority) }`;
    const { of, child, stopped } = await turns(script);
    expect(of("signal_send")).toContain("signal_send 10");
    expect(of("process_wait")).toEqual([`process_wait ${child}`, `process_wait ${stopped}`, "process_wait 0"]);
    expect(of("wait_task")).toContain(`wait_task ${stopped} 135`);
  });

  it("sees processes come to be and end", async () => {
    const script = `
      global children
      probe scheduler.process_fork { if (parent_pid == target()) { children[child_pid] = 1 printf("%s %d\\n", name, child_pid) } }
      probe scheduler.process_exit { if (ppid() == target()) printf("%s %d %d\\n", name, pid, priority) }
      probe scheduler.process_free { if (pid in children) printf("%s %d %d\\n", name, pid, priority) }`;
    const { seen, child, stopped } = await turns(script);
    const lines = (pid: string, priority: number) => [`process_fork ${pid}`, `process_exit ${pid} ${String(priority)}`, `process_free ${pid} ${String(priority)}`];
    expect(seen.filter((line) => line.split(" ")[1] === child)).toEqual(lines(child, 137));
    expect(seen.filter((line) => line.split(" ")[1] === stopped)).toEqual(lines(stopped, 135));
    expect(seen).toHaveLength(6);
  });

  it("ticks, and charges what it runs", async () => {
    const script = `
      global ours, idled
      probe scheduler.tick { if (pid() == target()) ours[name, idle]++ else if (idle) idled <<< tid() }
      probe end { foreach ([name, idle] in ours) printf("%s %d %d\\n", name, idle, ours[name, idle] > 10) printf("idle %d\\n", @count(idled) ? @sum(idled) : 0) }`;
    expect((await turns(script)).seen).toEqual(["tick 0 1", "idle 0"]);
  });

  needs("fentry").it("looks for more to do before a processor is idle", async () => {
    const script = 'global n probe scheduler.balance { n[name]++ } probe end { foreach (name in n) printf("%s %d\\n", name, n[name] > 5) }';
    expect((await turns(script)).seen).toEqual(["balance 1"]);
  });
});
