import { describe, expect, it } from "vitest";
import { counter, defaultTarget, type InventedEvent, passNs, runScript, ScriptRefusedError, traceEvent, tracepoint } from "../src/index.js";
import { tapsets } from "./tapsets.js";

const EXIT = 'kernel.trace("sched_process_exit")';
const exit = (pid: number): InventedEvent => tracepoint("sched_process_exit", [], { pid });

describe("runScript", () => {
  it("gives what was printed, said and counted", async () => {
    const script = `probe ${EXIT} { if (pid() == 2) warn("two"); if (pid() == 3) error("three"); println(pid()) }`;
    const { output, messages, summary, unheard } = await runScript(script, { tapsets, events: [exit(1), exit(2), exit(3)], limits: { MAXERRORS: 5 } });
    expect(output).toBe("1\n2\n");
    expect(messages).toMatch(/^WARNING: two\nERROR: three .*\nWARNING: Number of errors: 1, skipped probes: 0\n$/);
    expect(summary).toMatchObject({ reason: "interrupt", status: 0, records: { produced: 3n, delivered: 3n, dropped: 0n } });
    expect(summary.probes).toMatchObject([{ entered: 3n, completed: 2n, failed: 1n, filtered: 0n }]);
    expect(unheard).toEqual([]);
  });

  it("refuses a script with errors, saying which", async () => {
    await expect(runScript("probe nosuch { }", { tapsets })).rejects.toThrow(ScriptRefusedError);
    await expect(runScript("probe nosuch { }", { tapsets })).rejects.toThrow(/no probe point begins with 'nosuch'/);
  });

  it("tells of events that nothing was attached for", async () => {
    const { unheard } = await runScript(`probe ${EXIT} { }`, { tapsets, events: [exit(1), tracepoint("sched_switch")] });
    expect(unheard).toEqual(["tracepoint sched_switch"]);
  });

  it("lets a counter come round on one CPU, where a program watches it for that CPU", async () => {
    const events = [counter("cpu_clock"), counter("cpu_clock", { cpu: 1 }), counter("page_faults")];
    const { output, unheard } = await runScript("probe timer.profile { println(cpu()) }", { tapsets, events });
    expect(output).toBe("0\n1\n");
    expect(unheard).toEqual(["counter page_faults of CPU 0"]);
  });

  it("ends as exit() says, and delivers nothing after it", async () => {
    const { output, summary } = await runScript(`probe ${EXIT} { println(pid()); exit() } probe end { println("end") }`, { tapsets, events: [exit(1), exit(2)] });
    expect(output).toBe("1\nend\n");
    expect(summary.reason).toBe("exit");
  });

  it("drops what the ring has no room for, and the ledger says so", async () => {
    const events = Array.from({ length: 1000 }, (_, index) => exit(index + 2000));
    const { output, summary } = await runScript(`probe ${EXIT} { println(pid()) }`, { tapsets, events, ringBytes: 4096 });
    const { produced, delivered, dropped } = summary.records;
    expect([produced, delivered + dropped]).toEqual([1000n, 1000n]);
    expect(dropped).toBeGreaterThan(800n);
    expect(output).toBe(Array.from({ length: Number(delivered) }, (_, index) => `${index + 2000}\n`).join(""));
    expect(summary.losses).toMatchObject([{ kind: "dropped", count: dropped }]);
  });

  it("goes round the ring when it is read meanwhile", async () => {
    const events = Array.from({ length: 300 }, (_, index) => [exit(index + 1), passNs(1_000_000)]).flat();
    const { output, summary } = await runScript(`probe ${EXIT} { println(pid(), ":", "abcdefghijklmnopqrstuvwxyz") } probe timer.ms(1) { }`, { tapsets, events, ringBytes: 4096 });
    expect(summary.records.dropped).toBe(0n);
    expect(output).toBe(Array.from({ length: 300 }, (_, index) => `${index + 1}:abcdefghijklmnopqrstuvwxyz\n`).join(""));
  });

  it("lets time pass only when told, and timers fire on the dot", async () => {
    const script = 'global n, before probe begin { before = gettimeofday_ms() } probe timer.ms(300) { n++; println(n, " ", gettimeofday_ms() - before) }';
    const { output } = await runScript(script, { tapsets, events: [passNs(299_999_999), passNs(1), passNs(700_000_000)] });
    expect(output).toBe("1 300\n2 600\n3 900\n");
  });

  it("shows kernel handlers the same time as session handlers", async () => {
    const script = `global t probe begin { t = gettimeofday_ns() } probe ${EXIT} { println(gettimeofday_ns() - t) }`;
    expect((await runScript(script, { tapsets, events: [passNs(5_000), exit(1)] })).output).toBe("5000\n");
  });

  it("runs what perf delivers, by the fields of the record", async () => {
    const target = { ...defaultTarget(), btf: undefined };
    const script = 'probe kernel.trace("sched:sched_process_exit") { println($pid, " ", $prio) }';
    const { output } = await runScript(script, { tapsets, target, events: [traceEvent("sched:sched_process_exit", { pid: 77, prio: -5 })] });
    expect(output).toBe("77 -5\n");
  });

  it("refuses records and structures that the target doesn't have", async () => {
    const run = (event: InventedEvent) => runScript(`probe ${EXIT} { }`, { tapsets, events: [event] });
    await expect(run(traceEvent("sched:nosuch"))).rejects.toThrow("invent trace event sched:nosuch: the target has none");
    await expect(run(traceEvent("sched:sched_switch", { nosuch: 1 }))).rejects.toThrow("it has no field nosuch");
    await expect(run(tracepoint("sched_switch", (memory) => [memory.structure("nosuch")]))).rejects.toThrow("the target's BTF has none");
    await expect(run(tracepoint("sched_switch", (memory) => [memory.structure("task_struct", { nosuch: 1 })]))).rejects.toThrow("has no member 'nosuch'");
  });

  it("prints records as JSON when asked", async () => {
    const { output } = await runScript('probe begin { println("x") }', { tapsets, format: "ndjson" });
    expect(output.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as { type: string })).toMatchObject([{ type: "output" }, { type: "end" }]);
  });
});

describe("made-up memory", () => {
  it("holds structures with numbers, bit-fields, texts, members of members and pointers", async () => {
    const script = `probe ${EXIT} { println($p->tgid, " ", $p->in_iowait, " ", $p->sched_reset_on_fork, " ", kernel_string(&$p->comm[0]), " ", $p->se->vruntime, " ", $p->cred->uid->val) }`;
    const { output } = await runScript(script, {
      tapsets,
      events: [
        tracepoint("sched_process_exit", (memory) => [
          memory.structure("task_struct", {
            tgid: 5,
            in_iowait: 1,
            comm: "a task",
            "se.vruntime": 1_234_567_890_123n,
            cred: memory.structure("cred", { "uid.val": 1000 }),
          }),
        ]),
      ],
    });
    expect(output).toBe("5 1 0 a task 1234567890123 1000\n");
  });

  it("is the current task's too", async () => {
    const task: InventedEvent = tracepoint("sched_process_exit", [], {
      pid: 9,
      task: (memory) => memory.structure("task_struct", { real_parent: memory.structure("task_struct", { tgid: 3, comm: "mum" }) }),
    });
    expect((await runScript(`probe ${EXIT} { println(ppid(), pexecname()) }`, { tapsets, events: [task] })).output).toBe("3mum\n");
  });
});
