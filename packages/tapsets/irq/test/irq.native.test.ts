import { readFileSync } from "node:fs";
import { needs, nativeSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { irqTapsets as tapsets } from "./irq-tapsets.js";

const traced = needs("tp-btf", "ring-buffer", "read-kernel");

/** What a script prints while a command runs. */
async function seen(script: string, command: string): Promise<readonly string[]> {
  const { output, messages } = await nativeSession(script, { tapsets, command });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}

/** The names of an interrupt's devices, as the kernel tells them. */
function deviceNames(irq: string): readonly string[] {
  const line = readFileSync("/proc/interrupts", "utf8")
    .split("\n")
    .find((each) => each.trim().startsWith(`${irq}:`));
  // Several devices' names are parted by commas; before them stand counts, the controller and the kind.
  return line?.split(", ").map((part) => part.split(/\s+/).at(-1)!) ?? [];
}

traced.describe("interrupts", () => {
  it("have their device's name, flags and handler", async () => {
    const script = `
      global entries, exits
      probe irq_handler.entry { entries[irq, kernel_string(dev_name), flags & 0x80 ? "IRQF_SHARED" : "", flags_str, handler == $action->handler && handler < 0 && action == $action]++ }
      probe irq_handler.exit { exits[irq, kernel_string(dev_name), ret >= 0 && ret <= 3, action == $action && dev_id == $action->dev_id && next_irqaction == $action->next]++ }
      probe end {
        foreach ([irq, name, shared, words, right] in entries) printf("entry %d %s %d %d\\n", irq, name, isinstr(words, shared), right)
        foreach ([irq, name, result, right] in exits) printf("exit %d %s %d %d\\n", irq, name, result, right)
      }`;
    // Something comes from a disk, or from another device that keeps files.
    const lines = await seen(script, "for i in 1 2 3; do echo $i > /var/tmp/tapset-irq-$$; sync /var/tmp/tapset-irq-$$; cat /usr/share/perl/5*/*.pm > /dev/null; done; rm /var/tmp/tapset-irq-$$; sleep 0.2");
    const rows = lines.map((line) => line.split(" "));
    expect(rows.length).toBeGreaterThan(1);
    for (const [, irq, name, ...right] of rows) {
      expect(deviceNames(irq!)).toContain(name);
      expect(right).toEqual(["1", "1"]);
    }
    expect(new Set(rows.map(([what]) => what))).toEqual(new Set(["entry", "exit"]));
  });

  it("leave work for soon after", async () => {
    const script = `
      global entries, exits
      probe softirq.entry { entries[vec_nr, action, h - vec]++ }
      probe softirq.exit { exits[vec_nr, action, h - vec]++ }
      probe end {
        foreach ([kind, does, place] in entries) printf("entry %d %s %d\\n", kind, symname(does), place)
        foreach ([kind, does, place] in exits) printf("exit %d %s %d\\n", kind, symname(does), place)
      }`;
    const lines = await seen(script, "sleep 0.3");
    const place = lines[0]!.endsWith(" 0") && !lines[0]!.startsWith("entry 0") ? 0 : 8;
    for (const [kind, does] of [[1, "run_timer_softirq"], [9, "rcu_core_si"]] as const) {
      expect(lines).toContain(`entry ${String(kind)} ${does} ${String(kind * place)}`);
      expect(lines).toContain(`exit ${String(kind)} ${does} ${String(kind * place)}`);
    }
  });
});

traced.describe("work", () => {
  it("is put into a queue, and done by a thread", async () => {
    // A network's end is left to a thread.
    const script = `
      global asked
      probe workqueue.insert { if (pid() == target()) { asked[work] = work_func printf("insert %s %d\\n", symname(work_func), wq_thread) } }
      probe workqueue.execute { if (work in asked) printf("execute %s %d %d %s\\n", symname(work_func), asked[work] == work_func, wq_thread == task_current(), substr(execname(), 0, 8)) }`;
    const lines = await seen(script, "exec unshare -n sleep 0.1");
    expect(lines).toContain("insert cleanup_net 0");
  });

  needs("workqueue-files").it("is done by threads that come and go", async () => {
    // What has another priority needs threads of its own.
    const script = `
      global made
      probe workqueue.create { made[task_tid(wq_thread)] = 1 printf("create %d\\n", cpu) }
      probe workqueue.destroy { if (task_tid(wq_thread) in made) printf("destroy %d %s\\n", tid() == task_tid(wq_thread), substr(task_execname(wq_thread), 0, 8)) }`;
    const nice = "/sys/devices/virtual/workqueue/writeback/nice";
    const lines = await seen(script, `old=$(cat ${nice}); echo $((old + 5)) > ${nice}; sleep 0.5; echo $old > ${nice}; sleep 2`);
    expect(lines).toContain("create -1");
    expect(lines).toContain("destroy 1 kworker/");
  });
});
